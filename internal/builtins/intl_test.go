package builtins_test

import "testing"

// Each expression gives what node v20 gives with TZ=UTC.
func TestDatesForLocales(t *testing.T) {
	for script, want := range map[string]string{
		`new Date(0).toLocaleString('en-US', { timeZone: 'UTC' })`:                                       "1/1/1970, 12:00:00 AM",
		`new Date(0).toLocaleDateString('en-US', { timeZone: 'UTC', dateStyle: 'full' })`:                "Thursday, January 1, 1970",
		`new Date(0).toLocaleTimeString([], { timeZone: 'UTC', hour: '2-digit', minute: '2-digit' })`:    "12:00 AM",
		`new Date(0).toLocaleString('en-US', { timeZone: 'UTC', dateStyle: 'long', timeStyle: 'full' })`: "January 1, 1970 at 12:00:00 AM Coordinated Universal Time",
		`new Date(NaN).toLocaleString()`: "Invalid Date",
		`new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', hour12: false, hour: '2-digit', minute: '2-digit' }).format(0)`:              "24:00",
		`new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', weekday: 'short', month: 'short', day: 'numeric' }).format(0)`:               "Thu, Jan 1",
		`new Intl.DateTimeFormat('en-US', { timeZone: 'UTC' }).formatToParts(0).map((p) => p.type).join()`:                                "month,literal,day,literal,year",
		`try { new Intl.DateTimeFormat('en', { timeZone: 'Nowhere/X' }) } catch (e) { e.message }`:                                        "Invalid time zone specified: Nowhere/X",
		`try { new Intl.DateTimeFormat('en', { dateStyle: 'short', month: 'long' }) } catch (e) { e.message }`:                            "Can't set option month when dateStyle is used",
		`new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(-1, 'day') + new Intl.RelativeTimeFormat('en').format(3, 'hours')`: "yesterdayin 3 hours",
		`[...new Intl.Segmenter('en', { granularity: 'word' }).segment("It's one")].map((s) => s.segment).join('|')`:                      "It's| |one",
		`[...new Intl.Segmenter().segment('e\u0301a')].length + new Intl.Locale('EN-us').baseName`:                                        "2en-US",
		`'x'.anchor('"') + 'y'.bold()`: `<a name="&quot;">x</a><b>y</b>`,
	} {
		v, err := newRealm(t).Runtime.RunString(script)
		if err != nil || v.String() != want {
			t.Errorf("%s\n got %v %v\nwant %s", script, v, err, want)
		}
	}
}
