import AllianceNames
package import Casework
import Peering
import SignIn
import Statements
import TransparencyLog

/// What a form puts into a case.
package struct CaseItemForm: Sendable {
    package let body: CaseItem.Body
    package let file: [UInt8]?

    /// The fields `kind`, and those of that kind.
    package init(_ fields: MultipartFields) throws {
        guard let kind = fields.text("kind").flatMap(CaseItem.Kind.init(rawValue:)) else {
            throw Self.wrong("There is no such kind of entry.")
        }
        var file: [UInt8]?
        func text(_ name: String) -> String { fields.text(name) ?? "" }
        switch kind {
        case .identifier:
            body = .identifier(try Self.indicator(fields), note: text("text"))
        case .note: body = .note(text("text"))
        case .task:
            var person: PersonID?
            if let name = fields.text("of") {
                guard let named = try? PersonID(parsing: name) else {
                    throw Self.wrong(
                        "A task is for a person by the name that your organisation gave.")
                }
                person = named
            }
            body = .task(text("text"), of: person, due: try Self.day(fields.text("day")))
        case .person:
            body = .person(name: text("name"), role: text("role"), contact: text("text"))
        case .event:
            guard let at = try Self.day(fields.text("day")) else {
                throw Self.wrong("What happened has a day.")
            }
            body = .event(at: at, text("text"))
        case .file:
            guard let bytes = fields.bytes("file") else { throw Self.wrong("Choose a file.") }
            file = bytes
            body = .file(
                name: text("name"), sha256: Digest.sha256(bytes), byteCount: bytes.count)
        case .link:
            guard let link = CaseLink(rawValue: text("link")) else {
                throw Self.wrong("A case belongs to a complaint, a question or a report.")
            }
            body = .link(link, reference: text("name"))
        }
        self.file = file
    }

    private static func indicator(_ fields: MultipartFields) throws -> Indicator {
        guard let type = IndicatorType(name: fields.text("type") ?? "") else {
            throw wrong("There is no such kind of identifier.")
        }
        do throws(IndicatorError) {
            return try Indicator(type, parsing: fields.text("value") ?? "")
        } catch {
            throw wrong("This is no \(type.name): \(error.why).")
        }
    }

    private static func day(_ text: String?) throws -> UInt64? {
        guard let text else { return nil }
        guard let day = FormDay.start(text) else {
            throw wrong("A day is written as 2026-01-31.")
        }
        return day
    }

    static func wrong(_ detail: String) -> PeerProblem {
        PeerProblem(status: 400, keyword: "case-form", detail: detail)
    }
}
