package mongo

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"

	"github.com/dvcbot/dvcbot/chat"
)

func BenchmarkCommit(b *testing.B) {
	for _, writers := range []int{1, 16} {
		b.Run(fmt.Sprint(writers), func(b *testing.B) {
			s := fresh(b).open(b, Options{})
			b.SetParallelism(writers)
			var n atomic.Int64
			b.ResetTimer()
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					i := fmt.Sprint(n.Add(1))
					to := chat.Address{Channel: "test", Room: i, User: i}
					next := chat.Conversation{Of: to}
					say := []chat.Outbound{{ID: i + "/0", To: to, Body: chat.Body{{Text: chat.Words("chào")}}}}
					if err := s.Commit(context.Background(), chat.Turn{Of: to, Cause: i, Outcome: chat.Outcome{Next: &next, Say: say}}); err != nil {
						b.Error(err)
					}
				}
			})
		})
	}
}
