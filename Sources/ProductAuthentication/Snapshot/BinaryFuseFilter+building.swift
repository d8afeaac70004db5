extension BinaryFuseFilter {
    /// Layouts tried before giving up; one of two succeeds for the smallest sets, nearly each for large.
    static let attemptsMax: UInt64 = 256

    /// Lays out a set; nil where no layout succeeds, as with two items of the same hash.
    init?(_ items: [SerialHash]) {
        let empty = Shape(items: items.count)
        var layout = Layout(slots: empty.slots, items: items.count)
        for attempt in 0..<Self.attemptsMax {
            var shape = empty
            shape.seed = attempt &* 0x9e37_79b9_7f4a_7c15
            guard layout.peel(items, shape) else { continue }
            self.init(shape: shape, slots: layout.fill(shape))
            return
        }
        return nil
    }
}

extension BinaryFuseFilter.Shape {
    /// As the paper has it: segments of about 5 · n^0.58 slots, and 1.125 slots an item where there are
    /// a million, more where there are few.
    init(items: Int) {
        let load: Double =
            switch items {
            case 1_000_000...: 1.125
            case 100_000...: 1.175
            case 10_000...: 1.25
            case 1_000...: 1.375
            default: 1.6
            }
        let wanted = max(12, Int(Double(items) * load))
        var length = 4
        var threshold = 2.4656  // 3.33^0.75
        while threshold <= Double(items), length < BinaryFuseFilter.segmentLengthMax,
            length * 16 <= wanted
        {
            length *= 2
            threshold *= 3.33
        }
        seed = 0
        segmentLength = UInt32(length)
        segmentCount = UInt32(max(1, (wanted + length / 2) / length - 2))
    }
}

/// Finds an order in which each item has a slot for itself when its turn comes: items alone in a slot
/// are taken away until none is left.
private struct Layout {
    private var counts: [UInt8]
    /// Exclusive or of the hashes of all items that have a place in the slot.
    private var hashes: [UInt64]
    private var fingerprints: [UInt32]
    private var queue: [Int] = []
    /// Items in the order in which they were taken away, and the slot of each.
    private var taken: [(hash: UInt64, fingerprint: UInt32, slot: Int)] = []

    init(slots: Int, items: Int) {
        counts = Array(repeating: 0, count: slots)
        hashes = Array(repeating: 0, count: slots)
        fingerprints = Array(repeating: 0, count: slots)
        taken.reserveCapacity(items)
    }

    mutating func peel(_ items: [SerialHash], _ shape: BinaryFuseFilter.Shape) -> Bool {
        for slot in counts.indices {
            counts[slot] = 0
            hashes[slot] = 0
            fingerprints[slot] = 0
        }
        queue.removeAll(keepingCapacity: true)
        taken.removeAll(keepingCapacity: true)
        for item in items {
            let (a, b, c) = shape.places(item.place)
            // More than 255 in one slot would be taken for none; such a set is refused.
            guard max(counts[a], counts[b], counts[c]) < .max else { return false }
            add(item.place, item.fingerprint, a, 1)
            add(item.place, item.fingerprint, b, 1)
            add(item.place, item.fingerprint, c, 1)
        }
        for slot in counts.indices where counts[slot] == 1 { queue.append(slot) }
        while let slot = queue.popLast() {
            guard counts[slot] == 1 else { continue }
            let (hash, fingerprint) = (hashes[slot], fingerprints[slot])
            taken.append((hash, fingerprint, slot))
            let (a, b, c) = shape.places(hash)
            remove(hash, fingerprint, a)
            remove(hash, fingerprint, b)
            remove(hash, fingerprint, c)
        }
        return taken.count == items.count
    }

    @inline(__always)
    private mutating func add(
        _ hash: UInt64, _ fingerprint: UInt32, _ slot: Int, _ count: UInt8
    ) {
        counts[slot] &+= count
        hashes[slot] ^= hash
        fingerprints[slot] ^= fingerprint
    }

    @inline(__always)
    private mutating func remove(_ hash: UInt64, _ fingerprint: UInt32, _ slot: Int) {
        add(hash, fingerprint, slot, 255)
        if counts[slot] == 1 { queue.append(slot) }
    }

    /// Sets the slots from the last item taken to the first: each one's own slot is touched by none of
    /// those after it.
    func fill(_ shape: BinaryFuseFilter.Shape) -> [UInt8] {
        var values = [UInt32](repeating: 0, count: shape.slots)
        for item in taken.reversed() {
            let (a, b, c) = shape.places(item.hash)
            values[item.slot] = 0
            values[item.slot] = item.fingerprint ^ values[a] ^ values[b] ^ values[c]
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(values.count * BinaryFuseFilter.slotBytes)
        for value in values {
            bytes.append(UInt8(truncatingIfNeeded: value >> 16))
            bytes.append(UInt8(truncatingIfNeeded: value >> 8))
            bytes.append(UInt8(truncatingIfNeeded: value))
        }
        return bytes
    }
}
