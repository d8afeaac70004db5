package import AllianceNames
package import ImageRecognition
package import JSON
import MarkRecognition
package import Statements

/// What somebody wants to be told of.
package enum Topic: Hashable, Sendable {
    /// - Parameter withLinked: also of whatever is linked to it.
    case identifier(Indicator, withLinked: Bool)
    /// A picture, by its hash, and pictures that look the same.
    case image(PDQHash)
    /// A mark, however it is written (`MarkRecognition`).
    case mark(String)
    /// What other members report that has one of this member's own marks in it, as its rights state them.
    case ownMarks
    /// What others say in complaints that this member reads, and measures that a platform takes.
    case complaints
    /// Accounts, listings and reports there.
    case marketplace(MarketplaceID)
    /// Whatever a member says.
    case member(MemberID)
    case clock(NoticeClock)

    package var clock: NoticeClock? {
        if case .clock(let clock) = self { clock } else { nil }
    }

    package enum Kind: String, CaseIterable, Sendable {
        case identifier, image, mark, ownMarks = "own-marks", complaints, marketplace, member, clock
    }

    package var kind: Kind {
        switch self {
        case .identifier: .identifier
        case .image: .image
        case .mark: .mark
        case .ownMarks: .ownMarks
        case .complaints: .complaints
        case .marketplace: .marketplace
        case .member: .member
        case .clock: .clock
        }
    }

    /// Whether who follows the one follows the other's thing already: an identifier is one, with or without what is
    /// linked to it.
    package func isOfSame(as other: Topic) -> Bool {
        switch (self, other) {
        case (.identifier(let own, _), .identifier(let others, _)): own == others
        default: self == other
        }
    }

    /// - Throws: `NoticeError`.
    package func check(for subscriber: Subscriber) throws(NoticeError) {
        switch self {
        case .mark(let name):
            do { _ = try MarkList([Mark(name)]) } catch { throw .mark }
        case .clock(let clock) where clock.kind.isOfPersons:
            guard subscriber.person != nil else { throw .forPersons(clock.kind) }
        default: break
        }
    }
}

/// How a topic is kept, and what programs are told and send.
extension Topic {
    package var json: JSONValue {
        var members: [String: JSONValue] = ["kind": .string(kind.rawValue)]
        switch self {
        case .identifier(let indicator, let withLinked):
            members["type"] = .string(indicator.type.name)
            members["value"] = .string(indicator.value)
            members["linked"] = .bool(withLinked)
        case .image(let hash): members["pdq"] = .string(hash.description)
        case .mark(let name): members["mark"] = .string(name)
        case .ownMarks, .complaints: break
        case .marketplace(let id): members["marketplace"] = .string(id.rawValue)
        case .member(let id): members["member"] = .string(id.rawValue)
        case .clock(let clock):
            members["clock"] = .string(clock.kind.rawValue)
            members["hours"] = .integer(UInt64(clock.hours))
        }
        return .object(members)
    }

    /// Nil for what no version of this program wrote.
    package init?(_ json: JSONValue) {
        guard case .object(let members) = json else { return nil }
        func text(_ name: String) -> String? {
            if case .string(let text)? = members[name] { text } else { nil }
        }
        switch text("kind").flatMap(Kind.init(rawValue:)) {
        case .identifier:
            guard let type = text("type").flatMap({ IndicatorType(name: $0) }),
                let value = text("value"), let indicator = try? Indicator(type, parsing: value),
                case .bool(let withLinked)? = members["linked"]
            else { return nil }
            self = .identifier(indicator, withLinked: withLinked)
        case .image:
            guard let hash = text("pdq").flatMap({ PDQHash(parsing: $0) }) else { return nil }
            self = .image(hash)
        case .mark:
            guard let name = text("mark") else { return nil }
            self = .mark(name)
        case .ownMarks: self = .ownMarks
        case .complaints: self = .complaints
        case .marketplace:
            guard let id = text("marketplace").flatMap({ try? MarketplaceID(parsing: $0) }) else {
                return nil
            }
            self = .marketplace(id)
        case .member:
            guard let id = text("member").flatMap({ try? MemberID(parsing: $0) }) else {
                return nil
            }
            self = .member(id)
        case .clock:
            guard let kind = text("clock").flatMap(NoticeClock.Kind.init(rawValue:)),
                case .number(let digits)? = members["hours"], let hours = Int(digits),
                let clock = try? NoticeClock(kind, hours: hours)
            else { return nil }
            self = .clock(clock)
        case nil: return nil
        }
    }
}
