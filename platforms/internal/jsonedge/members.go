package jsonedge

// Kind is the type of a JSON value, told by its first byte.
type Kind byte

// The kinds of JSON values. Absent is that of a Raw without text.
const (
	Absent Kind = iota
	Null
	Boolean
	Number
	String
	Array
	Object
)

// Raw is the text of one JSON value that was checked, without white space around it.
type Raw []byte

// Kind tells the type of the value.
func (r Raw) Kind() Kind {
	if len(r) == 0 {
		return Absent
	}
	switch r[0] {
	case 'n':
		return Null
	case 't', 'f':
		return Boolean
	case '"':
		return String
	case '[':
		return Array
	case '{':
		return Object
	}
	return Number
}

// Text returns a String's value as UTF-8 (lone surrogates as U+FFFD), and "" for every other kind.
func (r Raw) Text() string {
	if r.Kind() != String {
		return ""
	}
	c := cursor{data: r}
	t, err := c.str()
	if err != nil {
		return ""
	}
	s, _ := t.string()
	return s
}

// Truthy tells whether JavaScript takes the value for true.
func (r Raw) Truthy() bool {
	switch r.Kind() {
	case Absent, Null:
		return false
	case Boolean:
		return r[0] == 't'
	case String:
		return len(r) > 2
	case Number:
		f := parseFloat(r)
		return f != 0
	}
	return true
}

// Member is one member of an object.
type Member struct {
	Name  string // lone surrogates as U+FFFD
	Value Raw
}

// Members takes apart the object that data is, in its order, duplicates included; every byte of data is checked. An array has no members.
// The values alias data. A scalar is a *SyntaxError: no platform sends one.
func Members(data []byte) ([]Member, error) {
	c := cursor{data: data}
	first := c.space()
	if first != '{' && first != '[' {
		return nil, c.fail("an object was expected")
	}
	var members []Member
	var err error
	if first == '[' {
		_, err = c.value()
	} else {
		members, err = c.members()
	}
	if err != nil {
		return nil, err
	}
	if c.space(); c.pos < len(data) {
		return nil, c.fail("unexpected text after the value")
	}
	return members, nil
}

// members reads an object; the cursor is on its brace.
func (c *cursor) members() ([]Member, error) {
	c.pos++
	c.base = 1
	if c.space() == '}' {
		c.pos++
		return nil, nil
	}
	members := make([]Member, 0, 8)
	for {
		name, err := c.key()
		if err != nil {
			return nil, err
		}
		value, err := c.value()
		if err != nil {
			return nil, err
		}
		s, _ := name.string()
		members = append(members, Member{Name: s, Value: value})
		more, err := c.next('}')
		if err != nil || !more {
			return members, err
		}
	}
}

// key reads a member's name and the colon after it.
func (c *cursor) key() (text, error) {
	if c.space() != '"' {
		return text{}, c.fail("a property name was expected")
	}
	name, err := c.str()
	if err != nil {
		return text{}, err
	}
	if c.space() != ':' {
		return text{}, c.fail("':' was expected")
	}
	c.pos++
	return name, nil
}

// next reads what follows an element: a comma (true) or the closing bracket (false).
func (c *cursor) next(closing byte) (bool, error) {
	switch c.space() {
	case ',':
		c.pos++
		return true, nil
	case closing:
		c.pos++
		return false, nil
	}
	return false, c.fail("',' or '" + string(closing) + "' was expected")
}
