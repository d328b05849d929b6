package storage

import (
	"context"
	"iter"
	"time"

	"readout/digest/news"
)

// Guests keeps who was let in or shut out.
type Guests interface {
	// SaveGuest adds a guest or replaces the one with its ID.
	SaveGuest(ctx context.Context, g news.Guest) error
	// Guest is the one with that ID, or ErrNotFound.
	Guest(ctx context.Context, id int64) (news.Guest, error)
	// DeleteGuest forgets a guest; one that is not there is fine.
	DeleteGuest(ctx context.Context, id int64) error
	// FirstAdmin saves a guest as an admin if there is no admin yet; ErrLost
	// where there is one. One act: of several at once, one wins.
	FirstAdmin(ctx context.Context, g news.Guest) error
	// AllGuests lists them by ID.
	AllGuests(ctx context.Context) iter.Seq2[news.Guest, error]
}

// Doors keeps who may come in.
type Doors interface {
	// Door is the state that was set last; "" where none was.
	Door(ctx context.Context) (news.Door, error)
	SetDoor(ctx context.Context, d news.Door) error
	// SaveInvitation adds an invitation or replaces the one with its code.
	SaveInvitation(ctx context.Context, i news.Invitation) error
	// Admit lets a guest in by an invitation, as one act: the invitation
	// counts one use more, and the guest is saved with its code as Allowed.
	// One who is Allowed or Admin already uses nothing up and stays as it is,
	// whatever the code: asking twice is fine.
	// ErrNotFound where there is no such invitation or it lets in nobody more
	// at that moment (news.Invitation.Admits), and where the guest is Banned.
	Admit(ctx context.Context, code string, g news.Guest, now time.Time) (news.Guest, error)
	// AllInvitations lists them by code.
	AllInvitations(ctx context.Context) iter.Seq2[news.Invitation, error]
}
