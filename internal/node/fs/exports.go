package fs

import "strings"

// Exports lists the names of the module's exports, which are made when the first of them is used.
func Exports() []string { return strings.Fields(exports) }

const exports = `
	accessSync access chmodSync chmod chownSync chown closeSync close copyFileSync copyFile fchmodSync fchmod fchownSync fchown fdatasyncSync
	fdatasync fstatSync fstat fsyncSync fsync ftruncateSync ftruncate futimesSync futimes lchownSync lchown linkSync link lstatSync lstat
	lutimesSync lutimes mkdirSync mkdir mkdtempSync mkdtemp openSync open readlinkSync readlink readdirSync readdir realpathSync realpath
	renameSync rename statSync stat symlinkSync symlink truncateSync truncate unlinkSync unlink utimesSync utimes existsSync exists readSync
	read writeSync write readFileSync readFile writeFileSync writeFile appendFileSync appendFile rmdirSync rmdir rmSync rm cpSync cp
	opendirSync opendir readvSync writevSync readv writev createReadStream createWriteStream openAsBlob watch watchFile unwatchFile statfs
	statfsSync lchmod lchmodSync constants promises ReadStream WriteStream FileReadStream FileWriteStream F_OK R_OK W_OK X_OK Stats Dirent Dir
	_toUnixTimestamp
`
