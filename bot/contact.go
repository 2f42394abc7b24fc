package bot

import "github.com/dvcbot/dvcbot/chat"

// keyboard keeps whether the talk shows the keyboard that sends the person's own contact
// card. It stays while that card is asked for, and goes with the next words said.
func keyboard(next *chat.Conversation, say []chat.Outbound) {
	spoken, asked := []*chat.Outbound{}, false
	for i := range say {
		if o := &say[i]; o.To == next.Of && len(o.Body)+len(o.Choices) > 0 && !o.Replace && o.Edits == "" {
			spoken = append(spoken, o)
			asked = asked || o.Contact
		}
	}
	if len(spoken) == 0 {
		return
	}
	if next.Contact && !asked {
		spoken[0].Release = true
	}
	for _, o := range spoken {
		o.Contact = o.Contact && (!next.Contact || len(o.Choices) == 0)
	}
	next.Contact = asked
}
