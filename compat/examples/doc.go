// Package examples serves the project's example actions on both platforms, the same directories unchanged, over real HTTP against real
// processes, and holds every answer to what node gave.
package examples
