/// Many serial numbers in little memory: their bytes in one buffer, one behind the other.
package struct SerialList: Sendable {
    private var bytes: [UInt8] = []
    /// Where each one ends.
    private var ends: [UInt32] = []

    package init() {}

    package init(_ serials: some Sequence<String>) {
        for serial in serials { append(serial) }
    }

    package var count: Int { ends.count }
    package var isEmpty: Bool { ends.isEmpty }

    /// - Precondition: under 4 GiB in all.
    package mutating func append(_ serial: String) {
        bytes.append(contentsOf: serial.utf8)
        ends.append(UInt32(bytes.count))
    }

    func range(_ position: Int) -> Range<Int> {
        (position == 0 ? 0 : Int(ends[position - 1]))..<Int(ends[position])
    }

    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try bytes.withUnsafeBytes(body)
    }

    /// In the order of their bytes, each once. Free of charge where they came so.
    func sorted() -> SerialList {
        withBytes { all in
            func precedes(_ left: Int, _ right: Int) -> Bool {
                all[range(left)].lexicographicallyPrecedes(all[range(right)])
            }
            let isSorted = (1..<max(1, count)).allSatisfy { precedes($0 - 1, $0) }
            guard !isSorted else { return self }
            var result = SerialList()
            result.bytes.reserveCapacity(bytes.count)
            result.ends.reserveCapacity(count)
            var last: Range<Int>?
            for position in (0..<count).sorted(by: precedes) {
                let range = range(position)
                if let last, all[last].elementsEqual(all[range]) { continue }
                result.bytes.append(contentsOf: all[range])
                result.ends.append(UInt32(result.bytes.count))
                last = range
            }
            return result
        }
    }
}
