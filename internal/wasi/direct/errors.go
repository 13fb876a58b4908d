package direct

import "fmt"

// ParamsError says what is wrong with the parameters as a whole.
type ParamsError struct{ Reason string }

func (e *ParamsError) Error() string { return "the parameters " + e.Reason }

// ArgumentError says why a parameter cannot be given to an exported function.
type ArgumentError struct {
	Export string
	Param  string // its name, or its number when it has none
	Reason string
}

func (e *ArgumentError) Error() string {
	return fmt.Sprintf("parameter %s of %s: %s", e.Param, e.Export, e.Reason)
}

// ResultError says that what an action returned is no result.
type ResultError struct{ Reason string }

func (e *ResultError) Error() string { return "the action's result: " + e.Reason }
