/// A set that answers 'is it in' with a false hit in one of 2²⁴ cases and no false miss, in 27 bits an
/// item for large sets.
///
/// Source: Graf and Lemire, 'Binary Fuse Filters: Fast and Smaller Than Xor Filters', ACM JEA 27 (2022),
/// arXiv:2201.01174: three places for each item, in three neighbouring segments of the array, whose
/// fingerprints come to that of the item by exclusive or. Here a fingerprint has 24 bits and comes from
/// other bits of the hash than the places.
struct BinaryFuseFilter: Equatable, Sendable {
    static let fingerprintBits = 24
    static let slotBytes = 3
    static let segmentLengthMax = 262_144

    /// What says where an item's places are.
    struct Shape: Equatable, Sendable {
        /// Mixed into the hashes: another one is tried where a set cannot be laid out.
        var seed: UInt64
        /// Slots; a power of two from 4 on.
        var segmentLength: UInt32
        /// In how many of the segments an item may have its first place; there are two more.
        var segmentCount: UInt32

        var slots: Int { (Int(segmentCount) + 2) * Int(segmentLength) }

        /// The three slots of an item, all different.
        @inline(__always)
        func places(_ hash: UInt64) -> (Int, Int, Int) {
            let mixed = Self.mix(hash &+ seed)
            let mask = UInt64(segmentLength) - 1
            let first = mixed.multipliedFullWidth(by: UInt64(segmentCount) * UInt64(segmentLength))
                .high
            let second = (first + UInt64(segmentLength)) ^ ((mixed >> 18) & mask)
            let third = (first + 2 * UInt64(segmentLength)) ^ (mixed & mask)
            return (Int(first), Int(second), Int(third))
        }

        /// The finalizer of MurmurHash3, a bijection.
        @inline(__always)
        private static func mix(_ value: UInt64) -> UInt64 {
            var value = value
            value ^= value >> 33
            value = value &* 0xff51_afd7_ed55_8ccd
            value ^= value >> 33
            value = value &* 0xc4ce_b9fe_1a85_ec53
            value ^= value >> 33
            return value
        }
    }

    let shape: Shape
    /// 3 bytes a slot, big endian.
    let slots: [UInt8]

    /// - Precondition: `slots` has 3 bytes for each slot of `shape`.
    init(shape: Shape, slots: [UInt8]) {
        precondition(slots.count == shape.slots * Self.slotBytes, "three bytes a slot")
        self.shape = shape
        self.slots = slots
    }

    func contains(_ hash: SerialHash) -> Bool {
        let (a, b, c) = shape.places(hash.place)
        return slots.withUnsafeBytes { slots in
            Self.read(slots, a) ^ Self.read(slots, b) ^ Self.read(slots, c) == hash.fingerprint
        }
    }

    @inline(__always)
    private static func read(_ slots: UnsafeRawBufferPointer, _ slot: Int) -> UInt32 {
        let at = slot * slotBytes
        return UInt32(slots[at]) << 16 | UInt32(slots[at + 1]) << 8 | UInt32(slots[at + 2])
    }
}
