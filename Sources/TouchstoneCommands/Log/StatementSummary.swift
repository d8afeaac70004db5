import AllianceNames
import Statements
import TransparencyLog

/// What a statement says, in a few words.
enum StatementSummary {
    static func words(_ statement: Statement) -> String {
        switch statement {
        case .assertIndicator(let said): name(said.indicator)
        case .dispute(let said): "\(name(said.indicator)), \(said.reason.name)"
        case .sight(let said): "\(name(said.indicator)), \(said.total) times in all"
        case .link(let said): "\(name(said.a)) = \(name(said.b))"
        case .right(let said): "\(said.key) \(said.title)"
        case .registerProduct(let said): "\(said.code.key) \(said.brand)"
        case .serialSnapshot(let said): "\(said.product.key) \(said.file.hex)"
        case .stixObject(let said): said.objectID
        case .complaint(.complaint(let said)):
            "\(said.right.key) \(said.ground.name), \(said.listings.count) listings"
        case .complaint(let said): said.complaint.map { "on \($0)" } ?? ""
        case .misuseMeasure(let said): words(said)
        case .retract(let said):
            said.dots.prefix(3).map { "\($0.origin)#\($0.index)" }.joined(separator: ", ")
                + (said.dots.count > 3 ? " and \(said.dots.count - 3) more" : "")
        case .unknown: "a kind that this version does not know"
        }
    }

    private static func words(_ said: MisuseMeasure) -> String {
        let party =
            switch said.party {
            case .member(let member): "member \(member)"
            case .account(let account): "account \(account)"
            case .seller(let seller): name(seller)
            }
        return switch said.act {
        case .taken(let measure, _, _, _): "\(measure.name), \(party)"
        case .lifted(let measure): "ends \(measure), \(party)"
        }
    }

    private static func name(_ indicator: Indicator) -> String {
        "\(indicator.type.name) \(indicator.value)"
    }
}
