/// Hashes, and for each value of each of their 16 slices of 16 bits the list of those that have it.
///
/// Slices stand in pairs, and beside each hash in a list stands its slice that makes the pair: what differs in at
/// most 31 bits differs in at most 3 in one of 8 pairs, so in at most 1 in a slice of that pair. Of what the
/// lists propose, the pair leaves one in some hundred to be fetched and compared.
///
/// 132 bytes a hash: 32 of its own, 6 in each of 16 lists; and 4 MiB for where the lists begin.
struct SlicedHashes: Sendable {
    static let slices = 16
    static let values = 1 << 16

    private var hashes: [PDQHash]
    /// Places in `hashes`, list after list of one slice after the other.
    private var places: [UInt32] = []
    /// Of each of them the other slice of the pair.
    private var partners: [UInt16] = []
    /// Where in a slice's places each of its lists begins, and the last one ends.
    private var starts: [UInt32] = []

    var count: Int { hashes.count }

    init(_ hashes: [PDQHash]) {
        self.hashes = hashes
        build()
    }

    mutating func add(_ others: [PDQHash]) {
        hashes += others
        build()
    }

    private mutating func build() {
        hashes.sort()
        removeRepeated()
        // A look at each is as quick for few.
        guard hashes.count > PDQIndex.unsortedMax else { return }
        precondition(hashes.count <= Int(UInt32.max), "places have 32 bits")
        // What was there goes before its successor comes.
        (places, partners, starts) = ([], [], [])
        let count = hashes.count
        places = [UInt32](repeating: 0, count: Self.slices * count)
        partners = [UInt16](repeating: 0, count: Self.slices * count)
        starts = [UInt32](repeating: 0, count: Self.slices * (Self.values + 1))
        for slice in 0..<Self.slices { list(slice, count) }
    }

    private mutating func removeRepeated() {
        var kept = 0
        for place in hashes.indices where place == 0 || hashes[place] != hashes[kept - 1] {
            hashes[kept] = hashes[place]
            kept += 1
        }
        hashes.removeLast(hashes.count - kept)
    }

    /// Sorts the places by one slice, by counting.
    private mutating func list(_ slice: Int, _ count: Int) {
        let (first, firstStart) = (slice * count, slice * (Self.values + 1))
        hashes.withUnsafeBufferPointer { hashes in
            places.withUnsafeMutableBufferPointer { places in
                partners.withUnsafeMutableBufferPointer { partners in
                    starts.withUnsafeMutableBufferPointer { starts in
                        for hash in hashes { starts[firstStart + Int(hash.slice(slice)) + 1] += 1 }
                        for value in 1...Self.values {
                            starts[firstStart + value] += starts[firstStart + value - 1]
                        }
                        // Each list's beginning moves to its end, where the next one began.
                        for place in 0..<count {
                            let start = firstStart + Int(hashes[place].slice(slice))
                            let listed = first + Int(starts[start])
                            places[listed] = UInt32(truncatingIfNeeded: place)
                            partners[listed] = hashes[place].slice(slice ^ 1)
                            starts[start] += 1
                        }
                        for value in stride(from: Self.values, to: 0, by: -1) {
                            starts[firstStart + value] = starts[firstStart + value - 1]
                        }
                        starts[firstStart] = 0
                    }
                }
            }
        }
    }

    /// Adds all that differ in at most `distance` bits, in any order.
    func find(_ hash: PDQHash, within distance: Int, _ matches: inout [PDQIndex.Match]) {
        guard !places.isEmpty else { return findByLooking(hash, distance, &matches) }
        let reach = SliceReach(distance)
        let lists = lists(of: hash, reach)
        // What is much alike stands in few long lists: then it is quicker to look at each hash once.
        guard lists.reduce(0, { $0 + $1.places.count }) <= hashes.count else {
            return findByLooking(hash, distance, &matches)
        }
        hashes.withUnsafeBufferPointer { hashes in
            places.withUnsafeBufferPointer { places in
                partners.withUnsafeBufferPointer { partners in
                    for list in lists {
                        for place in list.places
                        where (partners[place] ^ list.partner).nonzeroBitCount <= list.partnerMax {
                            let other = hashes[Int(places[place])]
                            guard let apart = other.distance(to: hash, atMost: distance),
                                reach.leads(from: hash, to: other, firstBy: list.slice)
                            else { continue }
                            matches.append(PDQIndex.Match(hash: other, distance: apart))
                        }
                    }
                }
            }
        }
    }

    private func findByLooking(
        _ hash: PDQHash, _ distance: Int, _ matches: inout [PDQIndex.Match]
    ) {
        for other in hashes {
            if let apart = other.distance(to: hash, atMost: distance) {
                matches.append(PDQIndex.Match(hash: other, distance: apart))
            }
        }
    }

    private struct List {
        let slice: Int
        let places: Range<Int>
        /// The other slice of the pair in the hash that is looked for, and how far others may be from it.
        let partner: UInt16
        let partnerMax: Int
    }

    /// The lists that hold all that is near.
    private func lists(of hash: PDQHash, _ reach: SliceReach) -> [List] {
        var lists: [List] = []
        lists.reserveCapacity(Self.slices * (reach.sliceMax == 0 ? 1 : 17))
        let count = hashes.count
        starts.withUnsafeBufferPointer { starts in
            for slice in 0..<Self.slices {
                let (own, partner) = (hash.slice(slice), hash.slice(slice ^ 1))
                func add(_ value: UInt16, _ apart: Int) {
                    let place = slice * (Self.values + 1) + Int(value)
                    let (start, end) = (Int(starts[place]), Int(starts[place + 1]))
                    guard start < end else { return }
                    lists.append(
                        List(
                            slice: slice, places: slice * count + start..<slice * count + end,
                            partner: partner, partnerMax: reach.pairMax - apart))
                }
                add(own, 0)
                guard reach.sliceMax > 0 else { continue }
                for bit in 0..<16 { add(own ^ (1 << UInt16(bit)), 1) }
            }
        }
        return lists
    }
}

/// How far what is near may be in some slice and in that slice's pair.
struct SliceReach {
    let sliceMax: Int
    let pairMax: Int

    /// - Parameter distance: at most 31.
    init(_ distance: Int) {
        pairMax = distance / (SlicedHashes.slices / 2)
        sliceMax = distance / SlicedHashes.slices
    }

    /// Whether the lists of no slice before `slice` lead from one hash to the other too, so that it is told once.
    func leads(from hash: PDQHash, to other: PDQHash, firstBy slice: Int) -> Bool {
        for earlier in 0..<slice {
            let apart = (hash.slice(earlier) ^ other.slice(earlier)).nonzeroBitCount
            guard apart <= sliceMax else { continue }
            let pair = (hash.slice(earlier ^ 1) ^ other.slice(earlier ^ 1)).nonzeroBitCount
            if apart + pair <= pairMax { return false }
        }
        return true
    }
}

extension PDQHash {
    /// 16 bits of it, the lowest first.
    @inline(__always)
    func slice(_ place: Int) -> UInt16 {
        UInt16(truncatingIfNeeded: words[place >> 2] >> UInt64((place & 3) << 4))
    }
}
