import AllianceNames
import ImageRecognition
import JSON
import Notices
import Peering
import Statements

/// What the forms of the settings page say.
enum NoticeForm {
    /// In forms that are a button and nothing else: they ask for no mail and no webhook, so where the thing is
    /// followed already they leave it as it is.
    static let button = "button"

    static func wrong(_ detail: String) -> PeerProblem {
        PeerProblem(status: 400, keyword: "form", detail: detail)
    }

    /// - Throws: status 400; `NoticeError`.
    static func topic(_ fields: FormFields) throws -> Topic {
        switch fields["kind"].flatMap(Topic.Kind.init(rawValue:)) {
        case .identifier:
            guard let type = IndicatorType(name: fields["type"] ?? "") else {
                throw wrong("There is no such kind of identifier.")
            }
            do throws(IndicatorError) {
                return .identifier(
                    try Indicator(type, parsing: fields["value"] ?? ""),
                    withLinked: fields["linked"] == "yes")
            } catch {
                throw wrong("This is no \(type.name): \(error.why); accepted is \(type.accepted).")
            }
        case .image:
            guard let hash = PDQHash(parsing: fields["pdq"] ?? "") else {
                throw wrong("The hash of a picture has 64 hexadecimal digits.")
            }
            return .image(hash)
        case .mark: return .mark(fields["mark"] ?? "")
        case .ownMarks: return .ownMarks
        case .complaints: return .complaints
        case .marketplace:
            guard let id = try? MarketplaceID(parsing: fields["marketplace"] ?? "") else {
                throw wrong("A marketplace is 1 to 63 of a-z, 0-9, '.' and '-'.")
            }
            return .marketplace(id)
        case .member:
            guard let id = try? MemberID(parsing: fields["member"] ?? "") else {
                throw wrong("There is no such member.")
            }
            return .member(id)
        case .clock:
            guard let kind = fields["clock"].flatMap(NoticeClock.Kind.init(rawValue:)) else {
                throw wrong("There is no such clock.")
            }
            return .clock(try NoticeClock(kind, hours: Int(fields["hours"] ?? "") ?? 0))
        case nil: throw wrong("There is no such thing to follow.")
        }
    }

    /// - Throws: status 400; `NoticeError`.
    static func delivery(_ fields: FormFields, language: DeskLanguage) throws -> DeliverySettings {
        guard let pace = fields["pace"].flatMap(DeliverySettings.Pace.init(rawValue:)) else {
            throw wrong("Mail is sent off, immediately, hourly or daily.")
        }
        return DeliverySettings(
            pace: pace, quiet: try quiet(fields["from"] ?? "", fields["to"] ?? ""),
            zone: fields["zone"] ?? "", language: language.rawValue)
    }

    /// Both empty: none.
    static func quiet(_ from: String, _ to: String) throws(NoticeError) -> QuietHours? {
        if from.isEmpty, to.isEmpty { return nil }
        guard let from = QuietHours.minutes(from), let to = QuietHours.minutes(to) else {
            throw .quietHours
        }
        return try QuietHours(from: from, to: to)
    }
}
