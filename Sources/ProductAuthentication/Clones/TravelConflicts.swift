/// Pairs of scans that no object can have travelled between, and the fewest scans that would have to
/// be wrong for one object to have made all the others.
struct TravelConflicts {
    private let readings: [Reading]

    static let aircraftKilometresPerHour = 900.0
    /// To an airport, through it, and from one.
    static let doorToDoorHours = 2.0
    /// Where the road is quicker than the airport.
    static let roadKilometresPerHour = 150.0
    /// Nearer than this is no journey, whatever the clocks say.
    static let nearKilometres = 100.0
    /// What a reader's clock may be off; a person's question is dated by the node that is asked.
    static let readerClockHours = 0.2

    init(_ readings: Readings) { self.readings = readings.all }

    /// - Returns: the positions of the scans taken to be wrong. Of strangers in places too far apart
    ///   one may be; where two would have to be, they are taken for what they look like.
    func count(into tally: inout SignTally) -> Set<Int> {
        var conflicts = pairs()
        var wrongs: Set<Int> = []
        var strangers: Set<Int> = []
        while !conflicts.isEmpty {
            // The scan in most conflicts; among equals the reader's, whose errors are commoner, then
            // the later, so that coming first is no merit and ties are settled the same everywhere.
            var inConflict = [Int](repeating: 0, count: readings.count)
            for (earlier, later) in conflicts {
                inConflict[earlier] += 1
                inConflict[later] += 1
            }
            let wrong = readings.indices.max { left, right in
                if inConflict[left] != inConflict[right] {
                    return inConflict[left] < inConflict[right]
                }
                let leftTrade = readings[left].scan.kind.isTrade
                let rightTrade = readings[right].scan.kind.isTrade
                if leftTrade != rightTrade { return rightTrade }
                return left < right
            }
            guard let wrong, let shown = shown(of: wrong, conflicts) else { break }
            let earlier = readings[shown.0].scan
            let later = readings[shown.1].scan
            let sign: CloneSign =
                earlier.by == later.by
                ? .samePersonTooFast
                : readings[wrong].scan.kind.isTrade ? .readersTooFast : .strangersTooFast
            tally.add(sign, earlier, later)
            if sign == .strangersTooFast {
                strangers.insert(wrong)
            } else {
                wrongs.insert(wrong)
            }
            conflicts.removeAll { $0 == wrong || $1 == wrong }
        }
        return strangers.count > 1 ? wrongs : wrongs.union(strangers)
    }

    /// The conflict of a scan that says most: one with the same person, who cannot have been in two
    /// places, shows that the place is wrong and not the object.
    private func shown(of wrong: Int, _ conflicts: [(Int, Int)]) -> (Int, Int)? {
        conflicts.first {
            ($0 == wrong || $1 == wrong) && readings[$0].scan.by == readings[$1].scan.by
        } ?? conflicts.first { $0 == wrong || $1 == wrong }
    }

    private func pairs() -> [(Int, Int)] {
        var found: [(Int, Int)] = []
        for later in readings.indices {
            for earlier in readings.indices[..<later].reversed() {
                let hours =
                    Double(readings[later].scan.at - readings[earlier].scan.at) / 3_600_000
                if hours > Self.longestHours { break }
                let distance = readings[earlier].kilometresAtLeast(to: readings[later])
                guard distance > Self.nearKilometres else { continue }
                let slack =
                    (readings[earlier].scan.kind.isTrade ? Self.readerClockHours : 0)
                    + (readings[later].scan.kind.isTrade ? Self.readerClockHours : 0)
                if hours + slack < Self.hours(for: distance) { found.append((earlier, later)) }
            }
        }
        return found
    }

    static func hours(for kilometres: Double) -> Double {
        min(
            kilometres / roadKilometresPerHour,
            doorToDoorHours + kilometres / aircraftKilometresPerHour)
    }

    /// To the other side of the earth.
    private static let longestHours = hours(for: UnitVector.earthKilometres * .pi)
}
