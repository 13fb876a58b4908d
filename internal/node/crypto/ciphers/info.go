// Package ciphers has the symmetric ciphers by OpenSSL's names for them, as states that are given data in pieces.
package ciphers

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/des"
	"strings"
)

// Info is what is known of a cipher by its name.
type Info struct {
	Name      string
	NID       int
	Mode      string
	BlockSize int // 1 for stream ciphers
	IVLength  int // the usual one
	KeyLength int
	block     func(key []byte) (cipher.Block, error)
}

// rows are name, number, mode, block size, length of the initialization vector, length of the key.
const rows = `aes-128-cbc 419 cbc 16 16 16, aes-128-ecb 418 ecb 16 0 16, aes-128-ctr 904 ctr 1 16 16, aes-128-cfb 421 cfb 1 16 16,
aes-128-cfb8 653 cfb 1 16 16, aes-128-cfb1 650 cfb 1 16 16, aes-128-ofb 420 ofb 1 16 16, id-aes128-gcm 895 gcm 1 12 16,
id-aes128-ccm 896 ccm 1 12 16, aes-128-xts 913 xts 1 16 32, aes-192-cbc 423 cbc 16 16 24,
aes-192-ecb 422 ecb 16 0 24, aes-192-ctr 905 ctr 1 16 24, aes-192-cfb 425 cfb 1 16 24, aes-192-cfb8 654 cfb 1 16 24,
aes-192-cfb1 651 cfb 1 16 24, aes-192-ofb 424 ofb 1 16 24, id-aes192-gcm 898 gcm 1 12 24, id-aes192-ccm 899 ccm 1 12 24,
aes-256-xts 914 xts 1 16 64, aes-256-cbc 427 cbc 16 16 32, aes-256-ecb 426 ecb 16 0 32,
aes-256-ctr 906 ctr 1 16 32, aes-256-cfb 429 cfb 1 16 32, aes-256-cfb8 655 cfb 1 16 32, aes-256-cfb1 652 cfb 1 16 32,
aes-256-ofb 428 ofb 1 16 32, id-aes256-gcm 901 gcm 1 12 32, id-aes256-ccm 902 ccm 1 12 32,
aes-128-ocb 958 ocb 16 12 16, aes-192-ocb 959 ocb 16 12 24, aes-256-ocb 960 ocb 16 12 32,
id-aes128-wrap 788 wrap 8 8 16, id-aes192-wrap 789 wrap 8 8 24, id-aes256-wrap 790 wrap 8 8 32, id-aes128-wrap-pad 897 wrap 8 4 16,
id-aes192-wrap-pad 900 wrap 8 4 24, id-aes256-wrap-pad 903 wrap 8 4 32, chacha20 1019 stream 1 16 32, chacha20-poly1305 1018 stream 1 12 32,
des-ede 32 ecb 8 0 16, des-ede-cbc 43 cbc 8 8 16, des-ede-cfb 60 cfb 1 8 16, des-ede-ofb 62 ofb 1 8 16, des-ede3 33 ecb 8 0 24,
des-ede3-cbc 44 cbc 8 8 24, des-ede3-cfb 61 cfb 1 8 24, des-ede3-cfb1 658 cfb 1 8 24, des-ede3-cfb8 659 cfb 1 8 24, des-ede3-ofb 63 ofb 1 8 24`

// Names are the names that crypto.getCiphers lists.
func Names() []string {
	return strings.Fields(`aes-128-cbc aes-128-ccm aes-128-cfb aes-128-cfb1 aes-128-cfb8 aes-128-ctr aes-128-ecb aes-128-gcm aes-128-ocb
		aes-128-ofb aes-128-xts aes-192-cbc aes-192-ccm aes-192-cfb aes-192-cfb1 aes-192-cfb8 aes-192-ctr aes-192-ecb aes-192-gcm aes-192-ocb
		aes-192-ofb aes-256-cbc aes-256-ccm aes-256-cfb aes-256-cfb1 aes-256-cfb8 aes-256-ctr aes-256-ecb aes-256-gcm aes-256-ocb aes-256-ofb
		aes-256-xts aes128 aes128-wrap aes192 aes192-wrap aes256 aes256-wrap chacha20 chacha20-poly1305 des-ede des-ede-cbc des-ede-cfb
		des-ede-ecb des-ede-ofb des-ede3 des-ede3-cbc des-ede3-cfb des-ede3-cfb1 des-ede3-cfb8 des-ede3-ecb des-ede3-ofb des3 id-aes128-CCM
		id-aes128-GCM id-aes128-wrap id-aes128-wrap-pad id-aes192-CCM id-aes192-GCM id-aes192-wrap id-aes192-wrap-pad id-aes256-CCM
		id-aes256-GCM id-aes256-wrap id-aes256-wrap-pad`)
}

// canonical is OpenSSL's own name for one that it also knows.
func canonical(name string) string {
	name = strings.ToLower(name)
	switch name {
	case "aes128", "aes192", "aes256":
		return "aes-" + name[3:] + "-cbc"
	case "aes128-wrap", "aes192-wrap", "aes256-wrap":
		return "id-" + name
	case "des3":
		return "des-ede3-cbc"
	case "des-ede-ecb", "des-ede3-ecb":
		return strings.TrimSuffix(name, "-ecb")
	}
	if rest, ok := strings.CutPrefix(name, "aes-"); ok && len(rest) == 7 && (rest[3:] == "-gcm" || rest[3:] == "-ccm") {
		return "id-aes" + rest
	}
	return name
}

// Lookup finds a cipher by any of its names, in any case.
func Lookup(name string) (Info, bool) {
	name = canonical(name)
	return find(func(i Info) bool { return i.Name == name })
}

// ByNID finds a cipher by its number.
func ByNID(nid int) (Info, bool) { return find(func(i Info) bool { return i.NID == nid }) }

func find(match func(Info) bool) (Info, bool) {
	for row := range strings.SplitSeq(rows, ",") {
		if i := parseRow(strings.Fields(row)); match(i) {
			i.block = aes.NewCipher
			if strings.HasPrefix(i.Name, "des") {
				i.block = tripleDES
			}
			return i, true
		}
	}
	return Info{}, false
}

func parseRow(f []string) Info {
	number := func(s string) (n int) {
		for _, c := range s {
			n = n*10 + int(c-'0')
		}
		return n
	}
	return Info{Name: f[0], NID: number(f[1]), Mode: f[2], BlockSize: number(f[3]), IVLength: number(f[4]), KeyLength: number(f[5])}
}

func tripleDES(key []byte) (cipher.Block, error) {
	if len(key) == 16 {
		key = append(append([]byte(nil), key...), key[:8]...)
	}
	return des.NewTripleDESCipher(key)
}

// Authenticated tells the ciphers that make a tag.
func (i Info) Authenticated() bool {
	return i.Mode == "gcm" || i.Mode == "ccm" || i.Mode == "ocb" || i.Name == "chacha20-poly1305"
}

// ValidIV tells whether an initialization vector may have this length.
func (i Info) ValidIV(n int) bool {
	switch {
	case i.Mode == "gcm":
		return n > 0
	case i.Mode == "ccm":
		return n >= 7 && n <= 13
	case i.Mode == "ocb":
		return n >= 1 && n <= 15
	case i.Name == "chacha20-poly1305":
		return n > 0 && n <= 12
	}
	return n == i.IVLength
}

// ValidTag tells whether a tag may have this length.
func (i Info) ValidTag(n int) bool {
	switch i.Mode {
	case "gcm":
		return n == 4 || n == 8 || n >= 12 && n <= 16
	case "ccm":
		return n >= 4 && n <= 16 && n%2 == 0
	}
	return n >= 1 && n <= 16
}
