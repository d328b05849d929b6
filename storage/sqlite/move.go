package sqlite

import "context"

// moves carry the rows of chat ?1 over to chat ?2, those aside that the other
// chat has of its own. Claims stay behind: their holders find nobody at the
// address that they know.
var moves = []string{
	`UPDATE OR IGNORE subscribers SET chat = ?2, held = -9223372036854775808, fence = 0, owner = '', version = version + 1,
		subscriber = json_set(subscriber, '$.address.chat', ?2) WHERE chat = ?1`,
	`UPDATE OR IGNORE deliveries SET chat = ?2, delivery = json_set(delivery, '$.key.address.chat', ?2) WHERE chat = ?1`,
	`UPDATE OR IGNORE shown SET chat = ?2 WHERE chat = ?1`,
	`UPDATE keyboards SET chat = ?2, keyboard = json_set(keyboard, '$.address.chat', ?2) WHERE chat = ?1`,
	`UPDATE topics SET chat = ?2, topic = json_set(topic, '$.owner.chat', ?2) WHERE chat = ?1`,
	`UPDATE OR IGNORE guests SET id = ?2, guest = json_set(guest, '$.id', ?2) WHERE id = ?1`,
}

// leftovers forget what could not be moved.
var leftovers = []string{
	`DELETE FROM subscribers WHERE chat = ?`,
	`DELETE FROM deliveries WHERE chat = ?`,
	`DELETE FROM shown WHERE chat = ?`,
	`DELETE FROM guests WHERE id = ?`,
}

// MoveChat is storage.Subscribers'.
func (s *Store) MoveChat(ctx context.Context, from, to int64) error {
	err := s.write(ctx, func(t *tx) error {
		if from == to {
			return nil
		}
		for _, move := range moves {
			if _, err := t.do(ctx, move, from, to); err != nil {
				return err
			}
		}
		for _, forget := range leftovers {
			if _, err := t.do(ctx, forget, from); err != nil {
				return err
			}
		}
		return nil
	})
	return named(err, "move chat %d to %d", from, to)
}
