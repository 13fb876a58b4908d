package inspect

import (
	"math"
	"strings"

	"github.com/dop251/goja"
)

// shape says how the entries of an object are laid out.
type shape int

const (
	objectShape shape = iota
	arrayEntry        // an element of an array: its key is not printed
	arrayShape        // an array-like with further keys: short elements are grouped in columns
)

// reduce joins the printed entries on one line or several.
func (p *printer) reduce(output []string, base string, braces [2]string, kind shape, recursed float64, value *goja.Object) string {
	if p.compact == compactAll {
		return p.reduceCompact(output, base, braces)
	}
	lead := ""
	if base != "" {
		lead = base + " "
	}
	if p.compact >= 1 {
		entries := len(output)
		if kind == arrayShape && entries > 6 {
			output = p.group(output, value)
		}
		if p.currentDepth-recursed < float64(p.compact) && entries == len(output) {
			start := len(output) + p.indentation + units(braces[0]) + units(base) + 10
			if p.fits(output, start, base) {
				if joined := strings.Join(output, ", "); !strings.Contains(joined, "\n") {
					return lead + braces[0] + " " + joined + " " + braces[1]
				}
			}
		}
	}
	indent := "\n" + strings.Repeat(" ", p.indentation)
	return lead + braces[0] + indent + "  " + strings.Join(output, ","+indent+"  ") + indent + braces[1]
}

func (p *printer) reduceCompact(output []string, base string, braces [2]string) string {
	tail := ""
	if base != "" {
		tail = " " + base
	}
	if p.fits(output, 0, base) {
		return braces[0] + tail + " " + strings.Join(output, ", ") + " " + braces[1]
	}
	indent := "\n" + strings.Repeat(" ", p.indentation)
	ln := tail + "\n" + indent[1:] + "  "
	if base == "" && len(braces[0]) == 1 {
		ln = " "
	}
	return braces[0] + ln + strings.Join(output, ","+indent+"  ") + " " + braces[1]
}

// fits tells whether the entries are short enough for one line.
func (p *printer) fits(output []string, start int, base string) bool {
	total := len(output) + start
	if float64(total+len(output)) > p.breakLength {
		return false
	}
	for _, s := range output {
		if p.colors {
			s = stripColors(s)
		}
		if total += units(s); float64(total) > p.breakLength {
			return false
		}
	}
	return base == "" || !strings.Contains(base, "\n")
}

// group puts the elements of a long array into columns of equal width, about as wide as the result is high.
func (p *printer) group(output []string, value *goja.Object) []string {
	n := len(output)
	if p.maxArrayLength < float64(len(output)) {
		n-- // the last entry says how many more there are
	}
	const separator = 2
	total, longest := 0, 0
	lengths := make([]int, n)
	for i := range lengths {
		lengths[i] = displayWidth(output[i], p.colors)
		total += lengths[i] + separator
		longest = max(longest, lengths[i])
	}
	actual := float64(longest + separator)
	if actual*3+float64(p.indentation) >= p.breakLength || (float64(total)/actual <= 5 && longest > 6) {
		return output
	}
	bias := math.Max(actual-3-math.Sqrt(actual-float64(total)/float64(len(output))), 1)
	columns := int(math.Min(math.Min(math.Floor(math.Sqrt(2.5*bias*float64(n))/bias+0.5), math.Floor((p.breakLength-float64(p.indentation))/actual)),
		math.Min(float64(p.compact*4), 15)))
	if columns <= 1 {
		return output
	}
	return p.columns(output, lengths, columns, value)
}

func (p *printer) columns(output []string, lengths []int, columns int, value *goja.Object) []string {
	widths := make([]int, columns)
	for i, length := range lengths {
		widths[i%columns] = max(widths[i%columns], length+2)
	}
	right := value != nil && numeric(value, len(output))
	var rows []string
	for i := 0; i < len(lengths); i += columns {
		var row strings.Builder
		end := min(i+columns, len(lengths))
		for j := i; j < end; j++ {
			cell, pad := output[j], widths[j-i]-lengths[j]-2
			if j < end-1 {
				cell += ", "
			}
			switch {
			case right:
				row.WriteString(strings.Repeat(" ", pad) + cell)
			case j < end-1:
				row.WriteString(cell + strings.Repeat(" ", pad))
			default:
				row.WriteString(cell)
			}
		}
		rows = append(rows, row.String())
	}
	return append(rows, output[len(lengths):]...)
}

// numeric tells whether the first n elements are numbers: those are aligned to the right.
func numeric(value *goja.Object, n int) bool {
	for i := range n {
		v := value.Get(itoa(i))
		if v == nil || !goja.IsNumber(v) && !goja.IsBigInt(v) {
			return false
		}
	}
	return true
}
