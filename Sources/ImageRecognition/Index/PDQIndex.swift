/// Finds, among many hashes, all that are near one: exactly those that a look at each of them would find.
///
/// Multi-index hashing (Norouzi, Punjani, Fleet, 2014): what differs in at most 31 of 256 bits differs in at most
/// one in some of its 16 slices of 16 bits, so it stands in one of the 17 lists of that slice that are looked
/// at. What was added last is looked at one by one until there is enough of it to sort.
package struct PDQIndex: Sendable {
    /// A hash that is near, and how near.
    package struct Match: Hashable, Sendable {
        package let hash: PDQHash
        package let distance: Int

        package init(hash: PDQHash, distance: Int) {
            self.hash = hash
            self.distance = distance
        }
    }

    /// The farthest that one list beside the own of each slice finds for certain.
    package static let distanceMax = 31
    /// Hashes that are looked at one by one: some ten microseconds.
    package static let unsortedMax = 4_096

    private var sorted: SlicedHashes
    private var unsorted: [PDQHash] = []

    package init() { sorted = SlicedHashes([]) }

    /// Each of them once.
    package init(_ hashes: [PDQHash]) { sorted = SlicedHashes(hashes) }

    package var count: Int { sorted.count + unsorted.count }

    package func contains(_ hash: PDQHash) -> Bool { !matches(of: hash, within: 0).isEmpty }

    /// - Returns: false where it is there already.
    @discardableResult
    package mutating func insert(_ hash: PDQHash) -> Bool {
        guard !contains(hash) else { return false }
        unsorted.append(hash)
        if unsorted.count > Self.unsortedMax {
            sorted.add(unsorted)
            unsorted = []
        }
        return true
    }

    /// Those that differ in at most `distance` bits, the nearest first, of those alike by their digits.
    package func matches(of hash: PDQHash, within distance: Int) -> [Match] {
        precondition((0...Self.distanceMax).contains(distance), "farther than this finds")
        var matches: [Match] = []
        sorted.find(hash, within: distance, &matches)
        for other in unsorted {
            if let apart = other.distance(to: hash, atMost: distance) {
                matches.append(Match(hash: other, distance: apart))
            }
        }
        return matches.sorted { ($0.distance, $0.hash) < ($1.distance, $1.hash) }
    }
}
