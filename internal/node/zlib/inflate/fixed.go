package inflate

import "sync"

// fixedTables are those of blocks without tables of their own (RFC 1951, 3.2.6).
var fixedTables = sync.OnceValue(func() *[2]table {
	var lengths [288]uint8
	for i := range lengths {
		switch {
		case i < 144:
			lengths[i] = 8
		case i < 256:
			lengths[i] = 9
		case i < 280:
			lengths[i] = 7
		default:
			lengths[i] = 8
		}
	}
	var distances [32]uint8
	for i := range distances {
		distances[i] = 5
	}
	var tables [2]table
	tables[0].build(lengths[:], literalRoot, true, literalOrLength)
	tables[1].build(distances[:], distanceRoot, true, distance)
	return &tables
})
