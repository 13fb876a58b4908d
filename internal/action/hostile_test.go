package action

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// checkRefused unpacks beside a file that must stay as it is, and checks the
// error and that nothing is left behind.
func checkRefused(t *testing.T, data []byte, l Limits, want error, names string) {
	t.Helper()
	outer := t.TempDir()
	victim := filepath.Join(outer, "victim")
	if err := os.WriteFile(victim, []byte("safe"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Unpack(context.Background(), data, filepath.Join(outer, "action"), l)
	if !errors.Is(err, want) || !errors.Is(err, ErrBadArchive) {
		t.Fatalf("got %v, want %v", err, want)
	}
	if names != "" && !strings.Contains(err.Error(), names) {
		t.Errorf("%v does not name %s", err, names)
	}
	if got := contents(t, outer); len(got) != 1 || got["victim"] != "safe" {
		t.Errorf("left behind: %q", got)
	}
	if _, err := os.Lstat(filepath.Join(outer, "action")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the directory is left behind: %v", err)
	}
}

// hostile are trees that both formats can describe.
var hostile = map[string]struct {
	items []item
	want  error
	names string
}{
	"parent":                  {[]item{file("ok", ""), file("../victim", "bad")}, ErrEscape, "../victim"},
	"parent inside":           {[]item{file("a/../b", "")}, ErrEscape, "a/../b"},
	"absolute":                {[]item{file("/tmp/victim", "bad")}, ErrEscape, "/tmp/victim"},
	"drive":                   {[]item{file("C:/victim", "bad")}, ErrEscape, "C:/victim"},
	"backslash":               {[]item{file(`..\victim`, "bad")}, ErrName, "victim"},
	"not UTF-8":               {[]item{file("caf\xe9.js", "")}, ErrName, `caf\xe9.js`},
	"duplicate":               {[]item{file("a.js", "1"), file("a.js", "2")}, ErrDuplicate, "a.js"},
	"duplicate when cleaned":  {[]item{file("x/a.js", "1"), file("x/./a.js", "2")}, ErrDuplicate, "x/./a.js"},
	"duplicate link":          {[]item{lnk("a", "b"), lnk("a", "c")}, ErrDuplicate, `"a"`},
	"file under file":         {[]item{file("a", ""), file("a/b", "")}, ErrConflict, "a/b"},
	"file where directory is": {[]item{file("a/b", ""), file("a", "")}, ErrConflict, `"a"`},
	"directory where file is": {[]item{file("a", ""), dir("a/")}, ErrConflict, "a/"},
	"through a link":          {[]item{lnk("out", "lib"), file("out/victim", "bad")}, ErrConflict, "out/victim"},
	"link to parent":          {[]item{lnk("out", "../victim")}, ErrLinkEscape, "../victim"},
	"link from below":         {[]item{lnk("a/b/out", "../../../victim")}, ErrLinkEscape, "../../../victim"},
	"link to absolute":        {[]item{lnk("out", "/etc/passwd")}, ErrLinkEscape, "/etc/passwd"},
	"link over a link":        {[]item{dir("x/y"), lnk("x/y/top", "../.."), lnk("out", "x/y/top/../victim")}, ErrLinkEscape, "x/y/top/../victim"},
	"link to nothing":         {[]item{lnk("out", "")}, ErrName, "out"},
	"root as link":            {[]item{lnk(".", "x")}, ErrName, `"."`},
	"device":                  {[]item{device("null")}, ErrSpecialFile, "null"},
}

func TestUnpackRefusesHostileTrees(t *testing.T) {
	for name, h := range hostile {
		t.Run("zip/"+name, func(t *testing.T) { checkRefused(t, makeZip(t, h.items...), Limits{}, h.want, h.names) })
		t.Run("tar.gz/"+name, func(t *testing.T) { checkRefused(t, makeTarGz(t, h.items...), Limits{}, h.want, h.names) })
	}
}

func TestUnpackRefusesNulInName(t *testing.T) {
	data := makeZip(t, file("a-b.js", ""))
	data = bytes.ReplaceAll(data, []byte("a-b.js"), []byte("a\x00b.js"))
	checkRefused(t, data, Limits{}, ErrName, "NUL")
}

// limitBreakers pass one limit each, which is set low for the test.
var limitBreakers = map[string]struct {
	items  []item
	limits Limits
	limit  string
}{
	"entries":       {[]item{file("1", ""), file("2", ""), file("3", "")}, Limits{Entries: 2}, "entries"},
	"implied":       {[]item{file("a/b/c/d", "")}, Limits{Entries: 3}, "entries"},
	"file":          {[]item{file("big", strings.Repeat("x", 101))}, Limits{FileBytes: 100}, "bytes in one file"},
	"total":         {[]item{file("1", strings.Repeat("x", 60)), file("2", strings.Repeat("x", 60))}, Limits{TotalBytes: 100}, "total unpacked bytes"},
	"ratio":         {[]item{file("zeros", strings.Repeat("\x00", 1<<20))}, Limits{RatioFloor: 1 << 16, Ratio: 10}, "compression ratio"},
	"depth":         {[]item{file("a/b/c/d", "")}, Limits{PathDepth: 3}, "path depth"},
	"length":        {[]item{file(strings.Repeat("n", 101), "")}, Limits{PathBytes: 100}, "path length"},
	"target length": {[]item{lnk("l", strings.Repeat("n", 101))}, Limits{PathBytes: 100}, "path length"},
	"archive":       {[]item{file("a", "b")}, Limits{ArchiveBytes: 50}, "packed bytes"},
}

func TestUnpackKeepsToItsLimits(t *testing.T) {
	for name, b := range limitBreakers {
		for format, data := range map[Format][]byte{Zip: makeZip(t, b.items...), TarGz: makeTarGz(t, b.items...)} {
			t.Run(fmt.Sprintf("%v/%s", format, name), func(t *testing.T) {
				_, _, err := unpackNew(t, data, b.limits)
				var limit *LimitError
				if !errors.As(err, &limit) || limit.Limit != b.limit {
					t.Fatalf("got %v", err)
				}
				checkRefused(t, data, b.limits, ErrBadArchive, b.limit)
			})
		}
	}
}

// TestUnpackRefusesManyEntries makes the directory of a zip with 200,000
// records that all show the same file.
func TestUnpackRefusesManyEntries(t *testing.T) {
	data := repeatDirectory(makeZip(t, file("a", "")), 200_000)
	checkRefused(t, data, Limits{}, ErrBadArchive, "entries")

	var headers []tar.Header
	for i := range 20_001 {
		headers = append(headers, tar.Header{Name: fmt.Sprint(i), Typeflag: tar.TypeReg})
	}
	checkRefused(t, makeTarGzHeaders(t, headers, make([]item, len(headers))), Limits{}, ErrBadArchive, "entries")
}

// repeatDirectory repeats the one directory record of a zip. Its count field
// holds what 16 bits can, as archive/zip takes it.
func repeatDirectory(archive []byte, n int) []byte {
	start, end := bytes.Index(archive, zipHeaderMagic), bytes.LastIndex(archive, zipEndMagic)
	record, tail := archive[start:end], bytes.Clone(archive[end:])
	out := append(bytes.Clone(archive[:start]), bytes.Repeat(record, n)...)
	put16(tail, 8, uint16(n))
	put16(tail, 10, uint16(n))
	put32(tail, 12, uint32(n*len(record)))
	return append(out, tail...)
}

func TestUnpackManyEntriesStaysSmall(t *testing.T) {
	data := repeatDirectory(makeZip(t, file("a", "")), 200_000)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, _, err := unpackNew(t, data, Limits{})
	runtime.ReadMemStats(&after)
	if err == nil {
		t.Fatal("not refused")
	}
	if used := after.TotalAlloc - before.TotalAlloc; used > 1<<20 {
		t.Errorf("allocated %d bytes to refuse", used)
	}
}

// TestUnpackTarOfHeadersOnly is a bomb of extended headers, which archive/tar
// reads through without showing an entry.
func TestUnpackTarOfHeadersOnly(t *testing.T) {
	var one bytes.Buffer
	w := tar.NewWriter(&one)
	if err := w.WriteHeader(&tar.Header{Name: "x", Typeflag: tar.TypeReg, PAXRecords: map[string]string{"A.a": strings.Repeat("v", 500_000)}}); err != nil {
		t.Fatal(err)
	}
	extended := one.Bytes()[:one.Len()-512] // without the header of x itself
	var data bytes.Buffer
	gz, _ := gzip.NewWriterLevel(&data, gzip.BestSpeed)
	for range 100 {
		_, _ = gz.Write(extended)
	}
	_ = gz.Close()
	l := Limits{RatioFloor: 1 << 20, Ratio: 1, Entries: 100}
	checkRefused(t, data.Bytes(), l, ErrBadArchive, "compression ratio")
}

func TestUnpackRefusesLyingZips(t *testing.T) {
	const name, body = "a.js", "exports.main = () => ({})"
	for title, c := range map[string]struct {
		edit func(central []byte)
		want error
	}{
		"declares less":      {func(h []byte) { put32(h, 24, 5) }, ErrEntryCorrupt},
		"declares more":      {func(h []byte) { put32(h, 24, 500) }, ErrEntryCorrupt},
		"declares a monster": {func(h []byte) { put32(h, 24, 0xfffffff0) }, ErrBadArchive},
		"packed beyond end":  {func(h []byte) { put32(h, 20, 0x7fffffff) }, ErrEntryCorrupt},
		"wrong checksum":     {func(h []byte) { put32(h, 16, 1) }, ErrEntryCorrupt},
		"wrong offset":       {func(h []byte) { put32(h, 42, 7) }, ErrEntryCorrupt},
		"encrypted":          {func(h []byte) { h[8] |= 1 }, ErrEncrypted},
		"hidden directory":   {func(h []byte) { h[9] |= 1 << 5 }, ErrEncrypted},
		"strange method":     {func(h []byte) { put16(h, 10, 14) }, ErrMethod},
	} {
		t.Run(title, func(t *testing.T) {
			data := makeZip(t, file("ok.js", "1"), file(name, body))
			c.edit(centralHeader(t, data, name))
			checkRefused(t, data, Limits{}, c.want, name)
		})
	}
}

func TestUnpackRefusesDamage(t *testing.T) {
	items := []item{file("a.js", strings.Repeat("0123456789abcdef", 200)), file("b.js", "2")}
	for format, data := range map[Format][]byte{Zip: makeZip(t, items...), TarGz: makeTarGz(t, items...)} {
		for _, keep := range []int{4, 10, len(data) / 2, len(data) - 1} {
			t.Run(fmt.Sprintf("%v/%d bytes", format, keep), func(t *testing.T) {
				checkRefused(t, data[:keep], Limits{}, ErrBadArchive, "")
			})
		}
	}
	data := makeTarGz(t, items...)
	data[len(data)-5] ^= 1 // in the checksum of the gzip
	checkRefused(t, data, Limits{}, ErrBadArchive, "checksum")
}

func TestUnpackRefusesMisplacedDirectory(t *testing.T) {
	for field, value := range map[int]uint32{12: 45, 16: 3} { // size, offset
		data := makeZip(t, file("a.js", "1"))
		end := bytes.LastIndex(data, zipEndMagic)
		put32(data, end+field, value)
		checkRefused(t, data, Limits{}, errBadDirectory, "zip")
	}
}

// TestUnpackTakesZip64 has the two ways zip64 is written: with the plain end
// record saying so, and as a second set of the same values, which archivers add
// when they write to a pipe.
func TestUnpackTakesZip64(t *testing.T) {
	for name, needed := range map[string]bool{"needed": true, "to be sure": false} {
		t.Run(name, func(t *testing.T) {
			root, _, err := unpackNew(t, withZip64(makeZip(t, file("a.js", "1")), needed), Limits{})
			if err != nil {
				t.Fatal(err)
			}
			if got := contents(t, root)["a.js"]; got != "1" {
				t.Errorf("a.js holds %q", got)
			}
		})
	}
}

func withZip64(archive []byte, needed bool) []byte {
	at := bytes.LastIndex(archive, zipEndMagic)
	plain := bytes.Clone(archive[at:])
	record, locator := make([]byte, zip64EndLen), make([]byte, zip64LocatorLen)
	copy(record, zip64EndMagic)
	put32(record, 4, zip64EndLen-12)
	copy(record[24:], plain[10:12]) // entries on this disk
	copy(record[32:], plain[10:12]) // entries
	copy(record[40:], plain[12:16]) // size
	copy(record[48:], plain[16:20]) // offset
	copy(locator, zip64LocatorMagic)
	put32(locator, 8, uint32(at))
	put32(locator, 16, 1)
	if needed {
		put16(plain, 10, 0xffff)
		put32(plain, 12, 0xffffffff)
		put32(plain, 16, 0xffffffff)
	}
	return slices.Concat(archive[:at], record, locator, plain)
}

// TestUnpackKeepsHardLinksOut is apart because only a tar has them.
func TestUnpackKeepsHardLinksOut(t *testing.T) {
	data := makeTarGzHeaders(t, []tar.Header{
		{Name: "hard", Typeflag: tar.TypeLink, Linkname: "../victim"},
	}, make([]item, 1))
	checkRefused(t, data, Limits{}, ErrSpecialFile, "hard")
}
