import AllianceNames
import Statements

/// Rights that members state: the JSON of `right add` and `right list`.
struct RightsOutput: VersionedOutput {
    struct Alias: Encodable {
        let language: String
        let name: String
    }
    struct Right: Encodable {
        let member: String
        let key: String
        let kind: String
        let office: String
        let number: String
        let title: String
        let jurisdictions: [String]
        let classes: [Int]
        let validFrom: String?
        let validUntil: String?
        let aliases: [Alias]
        let origin: String
        let index: UInt64

        init(_ right: Statements.Right, origin: LogOrigin, index: UInt64) {
            member = origin.member.rawValue
            key = right.key
            kind = right.kind.name
            office = right.office
            number = right.registrationNumber
            title = right.title
            jurisdictions = right.jurisdictions
            classes = right.niceClasses
            validFrom = right.validFrom.map(MomentText.print)
            validUntil = right.validUntil.map(MomentText.print)
            aliases = right.aliases.map { Alias(language: $0.language, name: $0.name) }
            self.origin = origin.description
            self.index = index
        }
    }
    let version = 1
    let rights: [Right]
}
