package keys

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"math/big"
	"testing"

	"github.com/wasmglue/wasmglue/internal/node/crypto/digest"
)

func generate(t testing.TB) []*Key {
	t.Helper()
	var list []*Key
	add := func(k *Key, err error) {
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, k)
	}
	add(GenerateRSA(1024, big.NewInt(65537)))
	add(GenerateRSA(512, big.NewInt(3)))
	for _, c := range allCurves {
		add(GenerateEC(c))
	}
	add(Generate25519(Ed25519))
	add(Generate25519(X25519))
	p, _ := Group("modp1")
	add(GenerateDH(p, big.NewInt(2)))
	pss, err := GenerateRSA(1024, big.NewInt(65537))
	if err == nil {
		pss.Algorithm, pss.PSS = RSAPSS, &PSSParameters{"sha256", "sha512", 20}
	}
	add(pss, err)
	return list
}

func TestAllFormsOfAllKeys(t *testing.T) {
	passphrase := []byte("open")
	for _, k := range generate(t) {
		for _, cipher := range []string{"", "aes-256-cbc", "des-ede3-cbc"} {
			for _, encoding := range []string{"pkcs8", "pkcs1", "sec1"} {
				for _, format := range []string{"pem", "der"} {
					out, err := k.Export(Target{format, encoding, cipher, passphrase})
					if err != nil || format == "der" && cipher != "" && encoding != "pkcs8" {
						continue
					}
					back, err := ParsePrivate(Source{out, format, encoding, passphrase, true})
					if err != nil || !back.Equal(k) {
						t.Errorf("%s as %s %s with %q: %v", k.Algorithm, encoding, format, cipher, err)
					}
				}
			}
		}
		spki, _ := k.Public().Export(Target{Format: "pem", Encoding: "spki"})
		back, err := ParsePublic(Source{Data: spki, Format: "pem"})
		if err != nil || !back.Equal(k.Public()) {
			t.Errorf("%s as spki: %v", k.Algorithm, err)
		}
	}
}

func TestJWK(t *testing.T) {
	for _, k := range generate(t) {
		for _, k := range []*Key{k, k.Public()} {
			members, err := k.JWK()
			if err != nil {
				continue
			}
			get := func(name string) string {
				for _, m := range members {
					if m.Name == name {
						return m.Value
					}
				}
				return ""
			}
			back, err := FromJWK(get, k.Type == Private)
			if err != nil || !back.Equal(k) {
				t.Errorf("%s %s: %v", k.Type, k.Algorithm, err)
			}
		}
	}
}

// TestTheStandardLibraryAgrees exchanges keys and signatures with crypto/x509 and its kin.
func TestTheStandardLibraryAgrees(t *testing.T) {
	sha256, _ := digest.Lookup("sha256")
	hashed := sha256.Of([]byte("message"))
	rsaStd, _ := rsa.GenerateKey(rand.Reader, 2048)
	ecStd, _ := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	_, edStd, _ := ed25519.GenerateKey(rand.Reader)
	for _, std := range []any{rsaStd, ecStd, edStd} {
		der, _ := x509.MarshalPKCS8PrivateKey(std)
		k, err := ParsePKCS8(der)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(k.PKCS8(), der) && k.Algorithm != RSA {
			t.Errorf("%s: another PKCS #8", k.Algorithm)
		}
		parsed, err := x509.ParsePKIXPublicKey(k.Public().SPKI())
		if err != nil {
			t.Fatal(err)
		}
		signature, err := k.SignData([]byte("message"), SignOptions{Hash: sha256, Salt: SaltAuto})
		if err != nil {
			t.Fatal(err)
		}
		switch public := parsed.(type) {
		case *rsa.PublicKey:
			err = rsa.VerifyPKCS1v15(public, sha256.Hash, hashed, signature)
		case *ecdsa.PublicKey:
			if !ecdsa.VerifyASN1(public, hashed, signature) {
				err = ErrMismatch
			}
		case ed25519.PublicKey:
			if !ed25519.Verify(public, []byte("message"), signature) {
				err = ErrMismatch
			}
		}
		if err != nil {
			t.Errorf("%s: %v", k.Algorithm, err)
		}
	}
}

func TestRSAOfAllSizes(t *testing.T) {
	sha1, _ := digest.Lookup("sha1")
	for _, bits := range []int{512, 1024, 1025} {
		k, err := GenerateRSA(bits, big.NewInt(65537))
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range []SignOptions{{Padding: PaddingPKCS1}, {Padding: PaddingPSS, Salt: SaltDigest}, {Padding: PaddingPSS, Salt: 0}, {Padding: PaddingPSS, Salt: SaltAuto}} {
			o.Hash = sha1
			signature, err := k.Sign(sha1.Of([]byte("m")), o)
			if err != nil || !k.Verify(sha1.Of([]byte("m")), signature, o) || k.Verify(sha1.Of([]byte("n")), signature, o) {
				t.Errorf("%d bits, %+v: %v", bits, o, err)
			}
		}
		message := []byte("short")
		sealed, err := k.Encrypt(message, RSAOptions{Padding: PaddingOAEP, Hash: sha1, Label: []byte("l")})
		if err != nil {
			t.Fatal(err)
		}
		opened, err := k.Decrypt(sealed, RSAOptions{Padding: PaddingOAEP, Hash: sha1, Label: []byte("l")})
		if err != nil || !bytes.Equal(opened, message) {
			t.Errorf("%d bits: %q, %v", bits, opened, err)
		}
		if _, err := k.Decrypt(sealed, RSAOptions{Padding: PaddingOAEP, Hash: sha1}); err == nil {
			t.Errorf("%d bits: opened with another label", bits)
		}
	}
}

func FuzzParseKeys(f *testing.F) {
	for _, k := range generate(f) {
		f.Add(k.PKCS8())
		f.Add(k.Public().SPKI())
		pem, _ := k.Export(Target{"pem", "pkcs8", "aes-128-cbc", []byte("p")})
		f.Add(pem)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, parse := range []func(Source) (*Key, error){ParsePrivate, ParsePublic} {
			for _, format := range []string{"pem", "der"} {
				for _, encoding := range []string{"pkcs1", "pkcs8", "spki", "sec1"} {
					k, err := parse(Source{Data: data, Format: format, Encoding: encoding, Passphrase: []byte("p"), Protected: true})
					if err != nil {
						continue
					}
					if _, err := ParseSPKI(k.Public().SPKI()); err != nil {
						t.Fatalf("%s: its own form is refused: %v", k.Algorithm, err)
					}
				}
			}
		}
	})
}

func FuzzJWK(f *testing.F) {
	for _, k := range generate(f) {
		if members, err := k.JWK(); err == nil {
			object := map[string]string{}
			for _, m := range members {
				object[m.Name] = m.Value
			}
			text, _ := json.Marshal(object)
			f.Add(text)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var object map[string]string
		if json.Unmarshal(data, &object) != nil {
			return
		}
		for _, private := range []bool{false, true} {
			if k, err := FromJWK(func(name string) string { return object[name] }, private); err == nil {
				k.Public().SPKI()
			}
		}
	})
}
