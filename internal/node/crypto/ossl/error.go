// Package ossl has the errors that programs see of node's OpenSSL: their numbers, texts and codes.
package ossl

import "fmt"

// Error is an error of OpenSSL's.
type Error struct {
	Number  uint32
	Library string
	Reason  string
	Code    string   // node's, "" for none
	Stack   []string // what node puts into opensslErrorStack
}

func (e *Error) Error() string {
	return fmt.Sprintf("error:%08X:%s::%s", e.Number, e.Library, e.Reason)
}

const (
	provider = "Provider routines"
	envelope = "digital envelope routines"
	rsa      = "rsa routines"
	asn1     = "asn1 encoding routines"
	decoder  = "DECODER routines"
)

var rsaLib = []string{"error:1C880004:Provider routines::RSA lib", "error:02000072:rsa routines::padding check failed"}

// NoPassphrase is what OpenSSL says when it would ask for a passphrase and nobody is there. The old form of PEM comes with fewer lines.
func NoPassphrase(old bool) *Error {
	const interrupted = "error:07880109:common libcrypto routines::interrupted or cancelled"
	stack := []string{"error:04800068:PEM routines::bad password read", interrupted}
	if !old {
		stack = append(stack, "error:1C80009F:Provider routines::unable to get passphrase", interrupted)
	}
	return &Error{0x07880109, "common libcrypto routines", "interrupted or cancelled", "ERR_OSSL_CRYPTO_INTERRUPTED_OR_CANCELLED", stack}
}

// Errors that more than one place throws.
var (
	BadDecrypt      = &Error{0x1C800064, provider, "bad decrypt", "ERR_OSSL_BAD_DECRYPT", nil}
	WrongFinalBlock = &Error{0x1C80006B, provider, "wrong final block length", "ERR_OSSL_WRONG_FINAL_BLOCK_LENGTH", nil}
	NotXOF          = &Error{0x030000B2, envelope, "not XOF or invalid length", "ERR_OSSL_EVP_NOT_XOF_OR_INVALID_LENGTH", nil}
	Unsupported     = &Error{0x1E08010C, decoder, "unsupported", "ERR_OSSL_UNSUPPORTED", nil}
	WrongTag        = &Error{0x068000A8, asn1, "wrong tag", "ERR_OSSL_ASN1_WRONG_TAG", []string{"error:0688010A:asn1 encoding routines::nested asn1 error"}}
	HeaderTooLong   = &Error{0x0680007B, asn1, "header too long", "ERR_OSSL_ASN1_HEADER_TOO_LONG", nil}
	Mismatching     = &Error{0x1C8000CB, provider, "mismatching domain parameters", "ERR_OSSL_MISMATCHING_DOMAIN_PARAMETERS", nil}
	InvalidDigest   = &Error{0x1C80007A, provider, "invalid digest", "ERR_OSSL_INVALID_DIGEST", nil}
	NotBlockOne     = &Error{0x0200006A, rsa, "block type is not 01", "ERR_OSSL_RSA_BLOCK_TYPE_IS_NOT_01", rsaLib}
	UnknownPadding  = &Error{0x02000076, rsa, "unknown padding type", "ERR_OSSL_RSA_UNKNOWN_PADDING_TYPE", nil}
	OAEPDecoding    = &Error{0x02000079, rsa, "oaep decoding error", "ERR_OSSL_RSA_OAEP_DECODING_ERROR", nil}
	DataTooLarge    = &Error{0x0200006E, rsa, "data too large for key size", "ERR_OSSL_RSA_DATA_TOO_LARGE_FOR_KEY_SIZE", nil}
	DataTooLargeMod = &Error{0x02000084, rsa, "data too large for modulus", "ERR_OSSL_RSA_DATA_TOO_LARGE_FOR_MODULUS", nil}
	DataTooSmall    = &Error{0x0200007A, rsa, "data too small for key size", "ERR_OSSL_RSA_DATA_TOO_SMALL_FOR_KEY_SIZE", nil}
	DigestTooBig    = &Error{0x02000070, rsa, "digest too big for rsa key", "ERR_OSSL_RSA_DIGEST_TOO_BIG_FOR_RSA_KEY", nil}
	IllegalPadding  = &Error{0x1C8000A5, provider, "illegal or unsupported padding mode", "ERR_OSSL_ILLEGAL_OR_UNSUPPORTED_PADDING_MODE", nil}
	WrongDataLength = &Error{0x0200006C, rsa, "data greater than mod len", "ERR_OSSL_RSA_DATA_GREATER_THAN_MOD_LEN", nil}
	BadPadding      = &Error{0x02000072, rsa, "padding check failed", "ERR_OSSL_RSA_PADDING_CHECK_FAILED", nil}
	NotSupportedKey = &Error{0x03000096, envelope, "operation not supported for this keytype", "ERR_OSSL_EVP_OPERATION_NOT_SUPPORTED_FOR_THIS_KEYTYPE", nil}
	MemoryLimit     = &Error{0x030000AC, envelope, "memory limit exceeded", "ERR_OSSL_EVP_MEMORY_LIMIT_EXCEEDED", nil}
)
