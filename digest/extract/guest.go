package extract

// hostVerbs tell that their subject is the host of whom they are followed by.
var hostVerbs = set("received hosted welcomed greeted receives hosts welcomes greets")

// noteHost keeps in mind who receives whom: the subject of the verb of receiving
// at word i is the host, and the next one named is the guest.
func (r *referrer) noteHost(s sentence, i int) {
	if r.subject < 0 || i == s.from {
		return
	}
	r.host, r.guest = r.subject, nobody
	for k := i + 1; k < s.to && k < i+reach; k++ {
		if m := r.d.words[k].mention; m >= 0 {
			r.guest = r.d.mentions[m].person
			break
		}
	}
	if p := r.d.folded[i-1]; p == "was" || p == "been" || p == "is" || p == "be" {
		r.host, r.guest = r.guest, r.host
	}
}

// partOfVisit is the host or the guest that the office means, if it means one
// of them, -1 for nobody.
func (r *referrer) partOfVisit(n heldRole) int {
	switch n.office.Head {
	case "guest", "visitor":
		return r.guest
	case "host":
		return r.host
	}
	return nobody
}
