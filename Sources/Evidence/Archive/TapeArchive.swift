/// Files one behind the other in the one form of POSIX `ustar` that bundles have, so that every archive
/// program opens them and no byte is without meaning: regular files, mode 0644, owner 0, time 0, no
/// padding behind the two empty blocks at the end.
///
/// Source: IEEE Std 1003.1-2017, pax, "ustar Interchange Format".
package enum TapeArchive {
    package static let blockBytes = 512
    /// Of the names that bundles use.
    package static let pathBytesMax = 99
    /// Eleven octal digits.
    package static let fileBytesMax = 8 * 1024 * 1024

    package struct File: Hashable, Sendable {
        package let path: String
        package let bytes: [UInt8]

        package init(path: String, bytes: [UInt8]) {
            self.path = path
            self.bytes = bytes
        }
    }

    /// - Precondition: paths and sizes are within the limits.
    package static func bytes(of files: [File]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(
            files.reduce(2 * blockBytes) { $0 + blockBytes + padded($1.bytes.count) })
        for file in files {
            bytes += header(path: file.path, byteCount: file.bytes.count)
            bytes += file.bytes
            bytes += [UInt8](repeating: 0, count: padded(file.bytes.count) - file.bytes.count)
        }
        return bytes + [UInt8](repeating: 0, count: 2 * blockBytes)
    }

    /// Reads what `bytes(of:)` writes, and nothing else.
    /// - Throws: `archive`, `tooMany`.
    package static func files(
        in bytes: [UInt8], filesMax: Int
    ) throws(EvidenceError) -> [File] {
        var files: [File] = []
        var offset = 0
        func fault(_ expected: String) -> EvidenceError {
            .archive(offset: offset, expected: expected)
        }
        while true {
            guard bytes.count - offset >= 2 * blockBytes else {
                throw fault("a file, or two empty blocks")
            }
            if bytes[offset] == 0 {
                guard bytes.count - offset == 2 * blockBytes,
                    bytes[offset...].allSatisfy({ $0 == 0 })
                else { throw fault("two empty blocks at the end") }
                return files
            }
            guard files.count < filesMax else { throw .tooMany("files", max: filesMax) }
            let block = bytes[offset..<offset + blockBytes]
            let name = block.prefix(pathBytesMax + 1).prefix { $0 != 0 }
            let digits = block.dropFirst(sizeOffset).prefix(sizeDigits)
            guard name.count <= pathBytesMax, let path = String(validating: name, as: UTF8.self),
                let count = octal(digits), count <= fileBytesMax,
                block.elementsEqual(header(path: path, byteCount: count))
            else { throw fault("the head of a file") }
            offset += blockBytes
            guard bytes.count - offset >= padded(count) else { throw fault("\(count) bytes") }
            let end = offset + count
            guard bytes[end..<offset + padded(count)].allSatisfy({ $0 == 0 }) else {
                throw fault("zeros up to the next block")
            }
            files.append(File(path: path, bytes: Array(bytes[offset..<end])))
            offset += padded(count)
        }
    }

    // MARK: Parts

    private static let sizeOffset = 124
    private static let sizeDigits = 11
    private static let checksumOffset = 148

    private static func padded(_ count: Int) -> Int {
        (count + blockBytes - 1) / blockBytes * blockBytes
    }

    private static func octal(_ digits: ArraySlice<UInt8>) -> Int? {
        var value = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(digit) else { return nil }
            value = value << 3 | Int(digit - UInt8(ascii: "0"))
        }
        return value
    }

    private static func header(path: String, byteCount: Int) -> [UInt8] {
        precondition(path.utf8.count <= pathBytesMax, "paths of bundles are short")
        precondition(byteCount <= fileBytesMax, "files of bundles are bounded")
        var block = [UInt8](repeating: 0, count: blockBytes)
        func put(_ text: String, at offset: Int) {
            block.replaceSubrange(offset..<offset + text.utf8.count, with: text.utf8)
        }
        func octal(_ value: Int, digits: Int) -> String {
            let text = String(value, radix: 8)
            return String(repeating: "0", count: digits - text.utf8.count) + text
        }
        put(path, at: 0)
        put("0000644", at: 100)
        put("0000000", at: 108)
        put("0000000", at: 116)
        put(octal(byteCount, digits: sizeDigits), at: sizeOffset)
        put(octal(0, digits: 11), at: 136)
        put("        ", at: checksumOffset)
        put("0", at: 156)
        put("ustar", at: 257)
        put("00", at: 263)
        put("0000000", at: 329)
        put("0000000", at: 337)
        let sum = block.reduce(0) { $0 + Int($1) }
        put(octal(sum, digits: 6), at: checksumOffset)
        block[checksumOffset + 6] = 0
        return block
    }
}
