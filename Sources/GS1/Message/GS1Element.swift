/// One element of a message: an application identifier and its value, which follows its format.
package struct GS1Element: Hashable, Sendable {
    package let identifier: ApplicationIdentifier
    /// Characters of set 82, all ASCII.
    package let value: String
    /// Where the identifier's first character stands in the input that was read, in bytes; 0 in
    /// messages that were made otherwise. Two elements are equal wherever they were read.
    package let offset: Int

    package var ai: String { identifier.digits }

    init(_ identifier: ApplicationIdentifier, _ value: String, at offset: Int) {
        self.identifier = identifier
        self.value = value
        self.offset = offset
    }

    package static func == (left: Self, right: Self) -> Bool {
        left.ai == right.ai && left.value == right.value
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(ai)
        hasher.combine(value)
    }
}

/// A value as it was read: its bytes, and where in the input each of them stood, which escapes move.
struct ReadValue {
    private(set) var bytes: [UInt8] = []
    private var offsets: [Int] = []
    /// Where the value ends in the input.
    var end: Int

    init(end: Int) { self.end = end }

    /// Bytes that stand in the input as they are.
    init(_ slice: ArraySlice<UInt8>) {
        bytes = Array(slice)
        offsets = Array(slice.indices)
        end = slice.endIndex
    }

    mutating func append(_ byte: UInt8, at offset: Int) {
        bytes.append(byte)
        offsets.append(offset)
    }

    /// Puts zeros before the value until it has `count` bytes.
    mutating func pad(to count: Int) {
        let missing = count - bytes.count
        guard missing > 0 else { return }
        bytes.insert(contentsOf: [UInt8](repeating: UInt8(ascii: "0"), count: missing), at: 0)
        offsets.insert(contentsOf: [Int](repeating: start, count: missing), at: 0)
    }

    var start: Int { offsets.first ?? end }
    func offset(of index: Int) -> Int { index < offsets.count ? offsets[index] : end }
}
