package code

// bulkOpcodes are the instructions with prefix 0xfc: saturating conversions, bulk memory and tables.
var bulkOpcodes = [18]Info{
	0x00: {Name: "i32.trunc_sat_f32_s", Params: "f", Results: "i"},
	0x01: {Name: "i32.trunc_sat_f32_u", Params: "f", Results: "i"},
	0x02: {Name: "i32.trunc_sat_f64_s", Params: "d", Results: "i"},
	0x03: {Name: "i32.trunc_sat_f64_u", Params: "d", Results: "i"},
	0x04: {Name: "i64.trunc_sat_f32_s", Params: "f", Results: "l"},
	0x05: {Name: "i64.trunc_sat_f32_u", Params: "f", Results: "l"},
	0x06: {Name: "i64.trunc_sat_f64_s", Params: "d", Results: "l"},
	0x07: {Name: "i64.trunc_sat_f64_u", Params: "d", Results: "l"},
	0x08: {Name: "memory.init", Imm: ImmDataMemory, Params: "iii"},
	0x09: {Name: "data.drop", Imm: ImmData},
	0x0a: {Name: "memory.copy", Imm: ImmMemories, Params: "iii"},
	0x0b: {Name: "memory.fill", Imm: ImmMemory, Params: "iii"},
	0x0c: {Name: "table.init", Imm: ImmElemTable, Params: "iii"},
	0x0d: {Name: "elem.drop", Imm: ImmElem},
	0x0e: {Name: "table.copy", Imm: ImmTables, Params: "iii"},
	0x0f: {Name: "table.grow", Imm: ImmTable},
	0x10: {Name: "table.size", Imm: ImmTable, Results: "i"},
	0x11: {Name: "table.fill", Imm: ImmTable},
}
