package feed_test

import (
	"context"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/text/encoding/charmap"

	"readout/digest/feed"
	"readout/digest/feed/faults"
	"readout/digest/news"
)

var everyWorst = flag.Bool("worst", false, "measure the memory taken by every input that is known to take much, not by a few")

var garbage = flag.String("garbage", "100", "how much garbage, in per cent, the collector of those processes leaves whose memory is measured; 100 is Go's own default")

// readVariable names, for a child of the test, what to read and to tell the
// memory of.
const readVariable = "READOUT_TEST_READ"

// readAlone reads a small feed and then one at an address, and tells by how
// much memory grew meanwhile, in bytes: the heap, what is not collected yet
// included, and what the system saw of the process (-1 where it does not say).
func readAlone(w io.Writer, address string) {
	host := strings.Split(strings.TrimPrefix(address, "http://"), "/")[0]
	r := feed.New(feed.Options{Allow: []string{host}})
	read := func(path string) {
		_, _ = r.Fetch(context.Background(), news.Source{ID: "s", URL: path})
	}
	read("http://" + host + "/good")
	debug.FreeOSMemory()
	// The system forgets what it saw before; where it cannot, it says more.
	_ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0o600)
	seen := residentPeak()
	heap := peakOf(func() { read(address) })
	fmt.Fprintln(w, heap, residentPeak()-seen)
}

// residentPeak is the most memory that the process had, in bytes, as Linux
// tells.
func residentPeak() int64 {
	status, _ := os.ReadFile("/proc/self/status")
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	fields := strings.Fields(rest)
	if len(fields) == 0 {
		return 0
	}
	n, _ := strconv.ParseInt(fields[0], 10, 64)
	return n << 10
}

// peakOf is how much the live heap grows while something runs, as far as a
// look every millisecond tells.
func peakOf(do func()) uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	before, peak := m.HeapAlloc, atomic.Uint64{}
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		var m runtime.MemStats
		for {
			runtime.ReadMemStats(&m)
			if m.HeapAlloc > before {
				peak.Store(max(peak.Load(), m.HeapAlloc-before))
			}
			select {
			case <-stop:
				return
			case <-time.After(time.Millisecond):
			}
		}
	}()
	do()
	close(stop)
	<-done
	return peak.Load()
}

// worst are bodies of the greatest length that is read, each with much of
// something: they are written as they are sent.
func worst() map[string]func(w io.Writer) {
	const full = 8 << 20
	html := strings.Repeat("<p>The harbour office said that <b>all</b> ferries ran on time &amp; would do so all winter.</p>", 40)
	escaped := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(html)
	russian, err := charmap.Windows1251.NewEncoder().String(strings.Repeat("Паромы ходили всю зиму по расписанию. ", 100))
	if err != nil {
		panic(err)
	}
	items := func(form string, text string) func(w io.Writer) {
		return func(w io.Writer) {
			_, _ = io.WriteString(w, `<rss version="2.0"><channel><title>Worst</title>`)
			for n := range (full - 1<<10) / (len(form) + len(text)) {
				fmt.Fprintf(w, form, n, text)
			}
			_, _ = io.WriteString(w, "</channel></rss>")
		}
	}
	const item = "<item><title>Item %d</title><description>%s</description></item>\n"
	return map[string]func(w io.Writer){
		"items of 4 KB":                     items(strings.Replace(item, "%s", "<![CDATA[%s]]>", 1), html),
		"items of 4 KB, escaped":            items(item, escaped),
		"items in windows-1251":             items(item, russian),
		"items without text":                items(item, ""),
		"items of 1 MB":                     items(item, strings.Repeat("Much &amp; text. ", 1<<20/16)),
		"items of 500 KB in CDATA":          items(strings.Replace(item, "%s", "<![CDATA[%s]]>", 1), strings.Repeat("Much text. ", 500<<10/11)),
		"items of 2.5 MB":                   items(item, strings.Repeat("Much &amp; text. ", 2500<<10/16)),
		"an item of 7 MB":                   items(item, strings.Repeat("Much &amp; text. ", 7<<20/16)),
		"an item of 7 MB in CDATA":          items(strings.Replace(item, "%s", "<![CDATA[%s]]>", 1), strings.Repeat("Much text. ", 7<<20/11)),
		"items of many elements":            items(item, strings.Repeat("<a:b c='d'/>", 900)),
		"elements beside the items":         items("<item><title>Item %d</title></item>%s", strings.Repeat("<a:b c='d'/>", 40)),
		"an item of too many elements":      items(item, strings.Repeat("<a:b/>", 240_000)),
		"broken items":                      items("<item><title>Item %d</title></item><item><title></b>%s</item>", html),
		"bytes of no encoding":              items(item, strings.Repeat("\xff<", full/2-2<<10)),
		"zero bytes":                        items(item, strings.Repeat("\x00a", full/2-2<<10)),
		"JSON":                              worstJSON(full/len(html)-8, strconv.Quote(html)),
		"JSON of one item":                  worstJSON(1, strconv.Quote(strings.Repeat("Much text. ", 7<<20/11))),
		"JSON of empty items":               worstJSON(200_000, `""`),
		"JSON of lists in lists of an item": worstJSON(1, strings.Repeat("[", 5000)+strings.Repeat("]", 5000)),
	}
}

func worstJSON(items int, text string) func(w io.Writer) {
	return func(w io.Writer) {
		_, _ = io.WriteString(w, `{"version":"https://jsonfeed.org/version/1.1","title":"Worst","items":[`)
		for n := range items {
			fmt.Fprintf(w, `{"id":"%d","content_html":%s},`, n, text)
		}
		_, _ = io.WriteString(w, `{"id":"last","title":"Last"}]}`)
	}
}

// F9: a process that reads the worst, one by one, needs no more than three
// times the bound of a body for it.
func TestF9MemoryIsBounded(t *testing.T) {
	t.Parallel()
	const most = 3 * 8 << 20
	mux := http.NewServeMux()
	mux.Handle("/", faults.New(faults.Options{Patience: 20 * time.Second, Most: 64 << 20}))
	paths := []string{"/bomb/plain", "/bomb/gzip", "/xml/long-item", "/xml/long-title", "/xml/deep", "/xml/attributes", "/xml/many", "/xml/doctype", "/xml/entity-bomb"}
	for name, write := range worst() {
		path := "/worst/" + strings.ReplaceAll(name, " ", "-")
		paths = append(paths, path)
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			if strings.Contains(name, "1251") {
				w.Header().Set("Content-Type", "text/xml; charset=windows-1251")
			}
			write(w)
		})
	}
	srv := httptest.NewServer(mux)
	t.Cleanup(srv.Close)
	if !*everyWorst {
		paths = []string{"/bomb/gzip", "/xml/attributes", "/worst/items-in-windows-1251", "/worst/items-of-500-KB-in-CDATA", "/worst/an-item-of-7-MB", "/worst/bytes-of-no-encoding", "/worst/JSON-of-one-item"}
	}
	for _, path := range paths {
		heap, resident := measureAlone(t, srv.URL+path)
		// The collector comes late where others keep the machine busy: what is
		// needed is the least of what was taken.
		for range 3 {
			if heap > most {
				again, _ := measureAlone(t, srv.URL+path)
				heap = min(heap, again)
			}
		}
		t.Logf("%-40s heap %5.1f MiB, process %5.1f MiB", path, heap/(1<<20), resident/(1<<20))
		cases.Check(t, "F9", heap <= most, "%s takes %.1f MiB", path, heap/(1<<20))
	}
}

// measureAlone lets a process of its own read an address, and returns by how
// many bytes its heap and what the system saw of it grew.
func measureAlone(t *testing.T, address string) (heap, resident float64) {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0])
	child.Env = append(os.Environ(), readVariable+"="+address, "GOGC="+*garbage)
	out, err := child.Output()
	if _, bad := fmt.Sscan(string(out), &heap, &resident); err != nil || bad != nil {
		t.Fatalf("%s: %q, %v, %v", address, out, err, bad)
	}
	return heap, resident
}
