// Package buffer is node:buffer: Buffer over Uint8Array with native conversions, Blob, File, atob and btoa.
package buffer
