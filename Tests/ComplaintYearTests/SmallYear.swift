import ComplaintEvents
import ComplaintYear

/// Years small enough for every run.
enum SmallYear {
    static let complaints = 2_000.0

    static var parameters: YearParameters {
        var parameters = YearParameters()
        parameters.complaints = complaints
        parameters.brands = 40
        return parameters
    }

    static let lines = Array(ComplaintYear(parameters))
}

extension [YearLine] {
    var complaints: [(at: Int, complaint: Complaint, truth: ComplaintTruth)] {
        compactMap { line in
            guard case .complaint(let complaint) = line.event.event,
                case .complaint(let truth)? = line.truth
            else { return nil }
            return (line.event.at, complaint, truth)
        }
    }

    /// Of each listing, what it is.
    var kinds: [Int: OfferKind] {
        var kinds: [Int: OfferKind] = [:]
        for line in self {
            if case .listing(let truth)? = line.truth { kinds[truth.listing] = truth.kind }
        }
        return kinds
    }

    var listings: [Int: Listing] {
        var listings: [Int: Listing] = [:]
        for line in self {
            if case .listing(let listing) = line.event.event { listings[listing.listing] = listing }
        }
        return listings
    }
}
