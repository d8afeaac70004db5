/// What single characters become.
struct MappingTable: Sendable {
    private var firsts: [UInt32] = []
    private var lasts: [UInt32] = []
    private var operations: [TableToken.Operation] = []
    private var offsets: [Int] = []
    private var pool: [UInt32] = []

    init(reading text: StaticString) {
        TableToken.forEach(in: text) { token in
            guard token.operation != .value, token.operation != .letter else { return }
            firsts.append(token.first)
            lasts.append(token.first + token.count - 1)
            operations.append(token.operation)
            switch token.operation {
            case .becomes, .decomposes:
                offsets.append(pool.count << 8 | token.sequence.count)
                pool.append(contentsOf: token.sequence)
            case .up: offsets.append(Int(token.number))
            case .down: offsets.append(-Int(token.number))
            case .alternate, .value, .letter: offsets.append(0)
            }
        }
    }

    /// Appends what the character becomes.
    ///
    /// - Returns: whether the table names it; if not, nothing was appended.
    func append(_ point: UInt32, to scalars: inout [UInt32]) -> Bool {
        guard let index = firsts.lastIndex(notAbove: point), point <= lasts[index] else {
            return false
        }
        let offset = offsets[index]
        switch operations[index] {
        case .becomes, .decomposes:
            scalars.append(contentsOf: pool[offset >> 8..<(offset >> 8) + offset & 0xff])
        case .alternate:
            guard (point - firsts[index]).isMultiple(of: 2) else { return false }
            scalars.append(point + 1)
        case .up, .down, .value, .letter:
            scalars.append(UInt32(Int(point) + offset))
        }
        return true
    }
}
