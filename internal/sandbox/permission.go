package sandbox

import "strconv"

// Permission names a kind of access beyond what a grant's file system and environment already bound, as node's permission model does.
type Permission string

const (
	Read        Permission = "FileSystemRead"
	Write       Permission = "FileSystemWrite"
	Net         Permission = "Net"
	Environment Permission = "Environment"
	Run         Permission = "ChildProcess"
)

// Grant says which resources of one kind are allowed. The zero Grant allows none. What Deny names is denied whatever else is allowed.
type Grant struct {
	All   bool
	Allow []string
	Deny  []string
}

// Permissions are the grants of one host that no file system or environment expresses.
type Permissions struct {
	Net Grant // "host" or "host:port"
	Run Grant // names or absolute paths of programs
}

// AccessError is the refusal of an access that was not granted.
type AccessError struct {
	Permission Permission
	Resource   string // the path, variable, host:port or program
	Flag       string // the flag that would grant it, e.g. --allow-net=example.org:443
}

func (e *AccessError) Error() string {
	return "access to " + e.Resource + " is denied; grant it with " + e.Flag
}

// Permissions returns what the guest may reach besides files and environment. The zero value, that of [New], is nothing.
func (s *Sandbox) Permissions() *Permissions { return &s.permissions }

// CheckNet returns an *[AccessError] unless the guest may talk to host, or listen on it. A port of 0 stands for any.
func (s *Sandbox) CheckNet(host string, port int) error {
	resource := host
	if port != 0 {
		resource += ":" + strconv.Itoa(port)
	}
	if s.permissions.Net.allows(host, resource) {
		return nil
	}
	return &AccessError{Permission: Net, Resource: resource, Flag: "--allow-net=" + resource}
}

// CheckRun returns an *[AccessError] unless the guest may start program.
func (s *Sandbox) CheckRun(program string) error {
	if s.permissions.Run.allows(program) {
		return nil
	}
	return &AccessError{Permission: Run, Resource: program, Flag: "--allow-run=" + program}
}

// allows tells whether one of names, which all name the same resource, is allowed and none is denied.
func (g Grant) allows(names ...string) bool {
	return !contains(g.Deny, names) && (g.All || contains(g.Allow, names))
}

func contains(list, names []string) bool {
	for _, entry := range list {
		for _, name := range names {
			if entry == name {
				return true
			}
		}
	}
	return false
}
