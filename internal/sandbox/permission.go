package sandbox

import (
	"fmt"
	"io/fs"
	"net"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Permission names a kind of access, with the names of node's permission model.
type Permission string

const (
	ReadFiles  Permission = "FileSystemRead"
	WriteFiles Permission = "FileSystemWrite"
	Net        Permission = "Net"
	Environ    Permission = "Environment"
	Run        Permission = "ChildProcess"
)

// flags are the command line's names of the permissions.
var flags = map[Permission]string{ReadFiles: "read", WriteFiles: "write", Net: "net", Environ: "env", Run: "run"}

// Grant says which resources of one kind are allowed. The zero Grant allows none; what Deny names is denied whatever else is allowed.
type Grant struct {
	All     bool // every resource
	None    bool // no resource, whatever is allowed: --deny-x without a list
	Allow   []string
	Deny    []string
	implied []string // allowed without being asked for: the program's own files
}

// Everything is the grant of all there is.
var Everything = Grant{All: true}

// Permissions are what one guest may reach. The zero value is nothing.
type Permissions struct {
	Read  Grant // files and directories with all below them
	Write Grant // likewise
	Env   Grant // names of variables; a * at the end stands for any rest
	Net   Grant // "host", "host:port" or "*:port", for connections in both directions
	Run   Grant // programs: a name without a slash, or a path
}

// AllPermissions are those of a script in node.
func AllPermissions() Permissions {
	return Permissions{Read: Everything, Write: Everything, Env: Everything, Net: Everything, Run: Everything}
}

// AccessError is the refusal of an access that was not granted. It is an fs.ErrPermission.
type AccessError struct {
	Permission Permission
	Resource   string // the path, variable, host:port or program
}

// Flag is the command line's flag that would grant the access.
func (e *AccessError) Flag() string { return "--allow-" + flags[e.Permission] + "=" + e.Resource }

func (e *AccessError) Error() string {
	return fmt.Sprintf("access to %q is denied; grant it with %s", e.Resource, e.Flag())
}

// Is makes errors.Is(err, fs.ErrPermission) true.
func (e *AccessError) Is(target error) bool { return target == fs.ErrPermission }

// Restrict narrows what the sandbox may reach to p, for good: files are guarded, variables hidden. Before it files and environment are
// bounded by what New was given only, and network and programs are denied.
func (s *Sandbox) Restrict(p Permissions) {
	s.permissions = p
	s.restricted = true
	s.env.restrict(p.Env)
	if !p.Read.whole() || !p.Write.whole() {
		s.files = guard(s.bare, p.Read, p.Write)
	}
}

// Permissions returns what the guest may reach.
func (s *Sandbox) Permissions() Permissions { return s.permissions }

// Restricted tells whether permissions narrow anything: with all of them granted there is no permission model to speak of.
func (s *Sandbox) Restricted() bool {
	p := s.permissions
	return s.restricted && !(p.Read.whole() && p.Write.whole() && p.Env.whole() && p.Net.whole() && p.Run.whole())
}

// CheckNet returns an *[AccessError] unless the guest may talk to host at port, or listen there. Port 0 stands for any.
func (s *Sandbox) CheckNet(host string, port int) error {
	host = hostName(host)
	if s.permissions.Net.allows(func(entry string) bool { return sameHost(entry, host, port) }) {
		return nil
	}
	resource := host
	if port != 0 {
		resource = net.JoinHostPort(host, strconv.Itoa(port))
	}
	return &AccessError{Permission: Net, Resource: resource}
}

// sameHost tells whether entry ("host", "host:port", "*:port", "[v6]:port") covers host and port.
func sameHost(entry, host string, port int) bool {
	name, number := strings.ToLower(entry), ""
	if h, p, err := net.SplitHostPort(name); err == nil {
		name, number = h, p
	}
	name = strings.TrimSuffix(strings.Trim(name, "[]"), ".")
	if name != host && name != "*" {
		return false
	}
	return number == "" || number == strconv.Itoa(port)
}

// CheckRun returns an *[AccessError] unless the guest may start program, a name or a path. A path needs to be allowed as it is, but is denied
// by its last name alone too.
func (s *Sandbox) CheckRun(program string) error {
	grant := s.permissions.Run
	named := grant.allows(func(entry string) bool { return entry == program })
	if named && !slices.Contains(grant.Deny, filepath.Base(program)) {
		return nil
	}
	return &AccessError{Permission: Run, Resource: program}
}

// Check answers process.permission.has: whether resource, or with "" every resource, may be reached.
func (s *Sandbox) Check(kind Permission, resource string) bool {
	switch kind {
	case ReadFiles, WriteFiles:
		return s.checkFile(kind, resource)
	case Net:
		host, port := resource, 0
		if h, p, err := net.SplitHostPort(resource); err == nil {
			host = h
			port, _ = strconv.Atoi(p)
		}
		return resource == "" && s.permissions.Net.whole() || resource != "" && s.CheckNet(host, port) == nil
	case Environ:
		return resource == "" && s.permissions.Env.whole() || resource != "" && s.permissions.Env.allows(variable(resource))
	case Run:
		return resource == "" && s.permissions.Run.whole() || resource != "" && s.CheckRun(resource) == nil
	}
	return false
}

func (s *Sandbox) checkFile(kind Permission, resource string) bool {
	grant := s.permissions.Read
	if kind == WriteFiles {
		grant = s.permissions.Write
	}
	if resource == "" || grant.whole() {
		return grant.whole()
	}
	g, guarded := s.files.(*guardedFiles)
	if !guarded {
		return true
	}
	return g.check(kind, s.Resolve(resource), follow) == nil
}

// whole tells that the grant has no exception.
func (g Grant) whole() bool { return g.All && !g.None && len(g.Deny) == 0 }

// allows tells whether an entry of the grant covers the resource that covers asks about.
func (g Grant) allows(covers func(entry string) bool) bool {
	switch {
	case slices.ContainsFunc(g.implied, covers):
		return !slices.ContainsFunc(g.Deny, covers)
	case g.None || slices.ContainsFunc(g.Deny, covers):
		return false
	}
	return g.All || slices.ContainsFunc(g.Allow, covers)
}

// variable covers the environment variable name: on its own or as the beginning before a *.
func variable(name string) func(string) bool {
	return func(entry string) bool {
		if prefix, ok := strings.CutSuffix(entry, "*"); ok {
			return strings.HasPrefix(name, prefix)
		}
		return entry == name
	}
}
