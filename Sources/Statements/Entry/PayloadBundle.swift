package import TransparencyLog

/// The payloads beside an entry bundle: for each entry
/// `uint32 BE length ‖ salt(16) ‖ payload`, the length counting salt and payload; 0 says absent.
///
/// Absent is right for an entry of an open kind and for an erased payload. Whether an absence is
/// legitimate, and whether a payload is the one that its entry commits to, is for the caller to
/// check: this is the framing only.
package enum PayloadBundle {
    package static let entriesMax = 256
    package static let payloadBytesMax = 16 * 1024
    package static let lengthBytes = 4
    /// What one entry can take: length, salt and payload.
    package static let slotBytesMax = lengthBytes + Salt.byteCount + payloadBytesMax

    /// One place of a bundle.
    package enum Slot: Hashable, Sendable {
        case absent
        /// Where salt and payload stand in the bundle's bytes, together: what the commit covers.
        case present(Range<Int>)

        /// Where the payload alone stands.
        package var payload: Range<Int>? {
            guard case .present(let range) = self else { return nil }
            return range.lowerBound + Salt.byteCount..<range.upperBound
        }
    }

    /// - Parameter count: how many entries the bundle is for, at most `entriesMax`.
    /// - Returns: exactly `count` slots, which cover all bytes.
    /// - Throws: `StatementError.bundleTruncated`, `.bundleTrailingBytes`, `.slotLength`.
    package static func parse(_ bytes: [UInt8], count: Int) throws(StatementError) -> [Slot] {
        let result = bytes.withUnsafeBytes { buffer in
            Result { () throws(StatementError) in try parse(buffer, count: count) }
        }
        return try result.get()
    }

    /// As `parse` of an array.
    package static func parse(
        _ bytes: UnsafeRawBufferPointer, count: Int
    ) throws(StatementError) -> [Slot] {
        precondition((0...entriesMax).contains(count), "a bundle holds at most 256 entries")
        var slots: [Slot] = []
        slots.reserveCapacity(count)
        var offset = 0
        for slot in 0..<count {
            guard bytes.count - offset >= lengthBytes else {
                throw .bundleTruncated(slot: slot, count: count)
            }
            let length = Int(
                UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
            offset += lengthBytes
            if length == 0 {
                slots.append(.absent)
                continue
            }
            guard length >= Salt.byteCount, length <= Salt.byteCount + payloadBytesMax else {
                throw .slotLength(found: length, slot: slot)
            }
            guard bytes.count - offset >= length else {
                throw .bundleTruncated(slot: slot, count: count)
            }
            slots.append(.present(offset..<offset + length))
            offset += length
        }
        guard offset == bytes.count else {
            throw .bundleTrailingBytes(found: bytes.count - offset, count: count)
        }
        return slots
    }

    /// - Precondition: at most `payloadBytesMax`; `SealedStatement.seal` refuses a longer one.
    package static func append(salt: Salt, payload: [UInt8], to bytes: inout [UInt8]) {
        precondition(payload.count <= payloadBytesMax, "a payload is at most 16 KiB")
        appendLength(Salt.byteCount + payload.count, to: &bytes)
        salt.append(to: &bytes)
        bytes.append(contentsOf: payload)
    }

    /// As `append(salt:payload:to:)` for the two as `SealedStatement` holds them.
    package static func append(
        saltAndPayload: some Collection<UInt8>, to bytes: inout [UInt8]
    ) {
        let length = saltAndPayload.count
        precondition(
            (Salt.byteCount...Salt.byteCount + payloadBytesMax).contains(length),
            "a salt of 16 bytes and a payload of at most 16 KiB")
        appendLength(length, to: &bytes)
        bytes.append(contentsOf: saltAndPayload)
    }

    package static func appendAbsent(to bytes: inout [UInt8]) {
        appendLength(0, to: &bytes)
    }

    /// What an entry holds in place of its payload: SHA-256 of salt and payload.
    package static func commit(saltAndPayload: UnsafeRawBufferPointer) -> Digest {
        .sha256(saltAndPayload)
    }

    private static func appendLength(_ length: Int, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: UInt32(length).bigEndian) { bytes.append(contentsOf: $0) }
    }
}
