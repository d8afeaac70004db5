/// Scans by people in order, each with the person it is taken to be of.
struct Visits {
    let readings: [Reading]
    /// Of each reading: the position of that person's first.
    let people: [Int]

    /// Two scans in one place within this time are one person's, whatever devices they come from.
    static let sameVisitMilliseconds: UInt64 = 3 * 3_600_000

    /// - Parameter readings: by time.
    init(_ readings: [Reading]) {
        self.readings = readings
        var people = Array(readings.indices)
        var firstOf: [String: Int] = [:]
        for position in readings.indices {
            let reading = readings[position]
            if let first = firstOf[reading.scan.by] {
                people[position] = first
                continue
            }
            let sameVisit = readings[..<position].lastIndex { earlier in
                reading.scan.at - earlier.scan.at < Self.sameVisitMilliseconds
                    && earlier.country == reading.country
                    && earlier.kilometresAtLeast(to: reading) < Itinerary.samePlaceKilometres
            }
            if let sameVisit { people[position] = people[sameVisit] }
            firstOf[reading.scan.by] = people[position]
        }
        self.people = people
    }
}
