import GS1
import Peering
import ProductAuthentication

/// A request to the resolver, understood: which item, and what is wanted about it.
struct DigitalLinkRequest {
    /// First segments of all paths that GS1 has keys for besides 01 (GS1 Digital Link URI syntax 1.6,
    /// section 4.1): their grammar is GS1's, and this node has nothing about them.
    static let otherKeys = [
        "00", "253", "255", "401", "402", "414", "417", "8003", "8004", "8006", "8010", "8013",
        "8017", "8018",
    ]

    /// Two letters, as ISO 3166-1 has them.
    static let countryParameter = "country"

    let item: ItemIdentifiers
    let linkType: LinkType
    /// Where somebody says to be; nil too for what is no country, since a code is answered all the same.
    let country: Country?
    /// The whole query as it was sent, to be passed on.
    let query: String?

    /// - Throws: status 400 with what is wrong.
    init(_ request: DeskRequest) throws(PeerProblem) {
        let target = request.target
        var path = target.path[...]
        if path.hasSuffix("/") { path = path.dropLast() }
        query = target.query
        // `linktype` is what scanners that lower the case of addresses send.
        let lowercased = try target.parameter("linktype")
        linkType = LinkType(try target.parameter("linkType") ?? lowercased)
        country = try target.parameter(Self.countryParameter).flatMap {
            try? Country(parsing: $0.uppercased())
        }
        let suffix = query.map { "?" + $0 } ?? ""
        do throws(GS1Error) {
            item = try ItemIdentifiers(parsing: path + suffix)
        } catch {
            throw PeerProblem(
                status: 400, keyword: error.keyword, detail: error.description)
        }
    }
}
