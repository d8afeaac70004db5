/// Which listings of a complaint a statement speaks of: places from 0 in the complaint's own order.
/// None named says all of them.
enum ListingPlaces {
    /// - Throws: where a place is out of range, or the list is not strictly ascending: a statement says
    ///   one thing of a listing, once.
    static func read(_ wire: [UInt32]) throws(StatementError) -> [Int] {
        try FieldCheck.count(wire.count, "listing", countMax: Complaint.listingsMax)
        var places: [Int] = []
        places.reserveCapacity(wire.count)
        for place in wire {
            try FieldCheck.range(
                UInt64(place), "place of a listing", 0...UInt64(Complaint.listingsMax - 1))
            guard places.last.map({ $0 < Int(place) }) ?? true else {
                throw .fieldForm(
                    "listing", found: "\(place)", expected: "a place after the one before it")
            }
            places.append(Int(place))
        }
        return places
    }

    static func wire(_ places: [Int]) -> [UInt32] { places.map { UInt32(clamping: $0) } }
}
