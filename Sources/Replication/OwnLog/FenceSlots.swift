/// The bytes of a signing fence: two slots of equal size, each with the text of some marks and zeros
/// behind it, of which the valid one with the higher write number counts.
///
/// A write overwrites the other slot: whatever is left of one that broke off, the marks before it are
/// there.
package enum FenceSlots {
    /// Size of a slot in a new file, in bytes; it doubles when the text outgrows it.
    package static let slotBytesMin = 16 * 1024

    /// - Returns: the newer valid marks; nil where neither slot is valid.
    package static func newest(in bytes: [UInt8]) -> (marks: FenceMarks, slotBytes: Int)? {
        let slotBytes = bytes.count / 2
        let slots = [bytes[..<slotBytes], bytes[slotBytes...]]
        return slots.compactMap(marks(in:)).max { $0.write < $1.write }.map { ($0, slotBytes) }
    }

    private static func marks(in slot: ArraySlice<UInt8>) -> FenceMarks? {
        String(validating: slot.prefix { $0 != 0 }, as: UTF8.self).flatMap(
            FenceMarks.init(parsing:))
    }

    /// Where the marks are to be written, and as what; nil where a slot is too small for them.
    package static func slot(
        for marks: FenceMarks, slotBytes: Int
    ) -> (offset: Int, bytes: [UInt8])? {
        let text = Array(marks.description.utf8)
        guard text.count < slotBytes else { return nil }
        return (
            Int(marks.write % 2) * slotBytes,
            text + [UInt8](repeating: 0, count: slotBytes - text.count)
        )
    }
}
