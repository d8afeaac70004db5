import AllianceNames
import Complaints
package import DSA
package import JSON
package import Statements

/// Statements of reasons (Regulation (EU) 2022/2065, article 17) of what was taken down under a complaint. What
/// they need and no statement says is asked for: where the listings were offered and since when, as far as the
/// marketplace's capture does not tell.
package struct ComplaintReasons: Sendable {
    /// What whoever asks says, of all listings of which this node knows nothing else.
    package struct Given: Hashable, Sendable {
        /// ISO 3166-1 alpha-2.
        package var countries: [String]
        /// When the listings appeared, in milliseconds since 1970.
        package var listedAt: UInt64?
        /// ISO 639-1 in capitals.
        package var language: String?
        package var accountType: DSAAccountType?
        package var referenceURL: String?
        package var isTrustedFlagger: Bool

        package init(
            countries: [String] = [], listedAt: UInt64? = nil, language: String? = nil,
            accountType: DSAAccountType? = nil, referenceURL: String? = nil,
            isTrustedFlagger: Bool = false
        ) {
            self.countries = countries
            self.listedAt = listedAt
            self.language = language
            self.accountType = accountType
            self.referenceURL = referenceURL
            self.isTrustedFlagger = isTrustedFlagger
        }
    }

    /// Why a listing that was taken down has none.
    package enum Omission: String, CaseIterable, Sendable {
        /// The decision is not independently confirmed yet.
        case pending
        /// Nothing says since when the listing was there.
        case noDate = "no-date"
        /// Nothing says where it was offered.
        case noCountry = "no-country"
        /// Nowhere in the European Economic Area.
        case elsewhere
        /// The database would not take it.
        case invalid
        /// It is newer than the export that was released, or more than that had.
        case notReleased = "not-released"
    }

    package struct Omitted: Hashable, Sendable {
        package let complaint: EntryReference
        package let place: Int
        package let why: Omission
    }

    /// Of which listing a statement is.
    private struct Origin {
        let complaint: EntryReference
        let place: Int
        /// Of the decision, in milliseconds since 1970.
        let decidedAt: UInt64
    }

    package private(set) var statements: [StatementOfReasons] = []
    /// Of each statement, in their order.
    private var origins: [Origin] = []
    package private(set) var omitted: [Omitted] = []

    package init() {}

    /// Adds those of one complaint; of listings that were not taken down there are none.
    package mutating func add(_ detail: ComplaintDetail, _ given: Given) {
        guard let state = detail.reading.state else { return }
        let captures = Dictionary(
            detail.judgements.map { ($0.place, $0.capture) }, uniquingKeysWith: { $1 })
        for listing in state.listings {
            guard let takedown = listing.takedown else { continue }
            func omit(_ why: Omission) {
                omitted.append(Omitted(complaint: detail.id, place: listing.place, why: why))
            }
            guard let decidedAt = takedown.time.milliseconds else {
                omit(.pending)
                continue
            }
            let capture = captures[listing.place] ?? nil
            let known = capture?.countries ?? []
            let countries = known.isEmpty ? given.countries : known
            // The capture shows that it was there by then.
            guard let listedAt = given.listedAt ?? capture?.capturedAt else {
                omit(.noDate)
                continue
            }
            guard !countries.isEmpty else {
                omit(.noCountry)
                continue
            }
            let context = ReasonsContext(
                countries: countries, listedAt: listedAt, right: detail.right,
                contentLanguage: given.language, accountType: given.accountType,
                referenceURL: given.referenceURL, isTrustedFlagger: given.isTrustedFlagger)
            do throws(DSAError) {
                guard let made = try StatementOfReasons(of: listing, in: state, context) else {
                    omit(.elsewhere)
                    continue
                }
                statements.append(made)
                origins.append(
                    Origin(complaint: detail.id, place: listing.place, decidedAt: decidedAt))
            } catch {
                omit(.invalid)
            }
        }
    }

    /// The same of what was decided by a time, the earliest first where there are more than so many. The others are named
    /// as omitted, so that whoever asks knows to ask for them again.
    ///
    /// - Parameter time: milliseconds since 1970.
    package func asHeld(at time: UInt64, rows: Int) -> ComplaintReasons {
        let earliest = origins.indices.filter { origins[$0].decidedAt <= time }
            .sorted { (origins[$0].decidedAt, $0) < (origins[$1].decidedAt, $1) }
        let kept = Set(earliest.prefix(rows))
        var held = ComplaintReasons()
        held.omitted = omitted
        for (index, origin) in origins.enumerated() {
            guard kept.contains(index) else {
                held.omitted.append(
                    Omitted(complaint: origin.complaint, place: origin.place, why: .notReleased))
                continue
            }
            held.statements.append(statements[index])
            held.origins.append(origin)
        }
        return held
    }

    package var json: JSONValue {
        .members([
            ("statements", .array(statements.map(\.json))),
            ("omitted", .array(omitted.map(\.json))),
        ])
    }
}

extension ComplaintReasons.Omitted {
    package var json: JSONValue {
        .members([
            ("complaint", ComplaintJSON.id(complaint)), ("place", ComplaintJSON.count(place)),
            ("reason", .string(why.rawValue)),
        ])
    }
}
