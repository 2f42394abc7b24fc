package storage

import "context"

// Visit is called for each record; open reads its body.
type Visit func(record string, open func(into any) error) error

// Lister is a store that visits the records whose name begins with a prefix
// ("people/"), in the order of their names.
type Lister interface {
	List(ctx context.Context, prefix string, visit Visit) error
}

// List reads all records of a noun, in the order of their names.
func List[T any](ctx context.Context, s Lister, prefix string) ([]T, error) {
	all := []T{}
	err := s.List(ctx, prefix, func(_ string, open func(any) error) error {
		var one T
		err := open(&one)
		all = append(all, one)
		return err
	})
	return all, err
}
