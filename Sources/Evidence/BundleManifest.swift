package import AllianceNames
import JSON
package import Roster
package import Statements
package import TransparencyLog

/// What a bundle is about, who made it when and for what, what travels beside it, and the digest of each of
/// its files. Its text is what the maker signs:
///
///     touchstone/evidence-bundle/v1
///     {"about":{"kind":"domain","value":"shop.example"},"alliance":...,"made":...}
///     <sha256>  register/1.note
///     <sha256>  statements/1/entry
///     ...
///
/// A bundle that has not all that is said has a member `part` as well (`BundlePart`).
///
/// From the third line on it is what `sha256sum --check` reads.
package struct BundleManifest: Hashable, Sendable {
    package static let header = "touchstone/evidence-bundle/v1"
    package static let capturesMax = 256
    package static let personBytesMax = 256
    package static let purposeBytesMax = 1_024

    package struct Sum: Hashable, Sendable {
        package let path: String
        package let digest: Digest
    }

    /// Who made a bundle, of which member, for what, and when.
    package struct Making: Hashable, Sendable {
        package let member: MemberID
        /// As the audit log names it: `anna`, `operator root`.
        package let person: String
        package let purpose: String
        package let at: UTCTimestamp

        /// - Throws: `manifest` for a text that is empty, too long, or has control characters.
        package init(
            member: MemberID, person: String, purpose: String, at: UTCTimestamp
        ) throws(EvidenceError) {
            try ManifestText.check(person, "person", bytesMax: BundleManifest.personBytesMax)
            try ManifestText.check(purpose, "purpose", bytesMax: BundleManifest.purposeBytesMax)
            self.member = member
            self.person = person
            self.purpose = purpose
            self.at = at
        }
    }

    package let alliance: AllianceID
    /// What all its statements are about; nil where they were chosen one by one.
    package let about: Indicator?
    package let making: Making
    package let captures: [Capture]
    /// Nil where it has all that is said, as far as whoever made it could take it away.
    package let part: BundlePart?
    /// In the order of the files.
    package let sums: [Sum]

    /// - Throws: `tooMany`, `manifest` for captures that are not in order.
    package init(
        alliance: AllianceID, about: Indicator?, making: Making, captures: [Capture],
        part: BundlePart? = nil, files: [TapeArchive.File]
    ) throws(EvidenceError) {
        try self.init(
            alliance: alliance, about: about, making: making, captures: captures, part: part,
            sums: files.map { Sum(path: $0.path, digest: .sha256($0.bytes)) })
    }

    private init(
        alliance: AllianceID, about: Indicator?, making: Making, captures: [Capture],
        part: BundlePart?, sums: [Sum]
    ) throws(EvidenceError) {
        guard captures.count <= Self.capturesMax else {
            throw .tooMany("captures", max: Self.capturesMax)
        }
        guard zip(captures, captures.dropFirst()).allSatisfy({ $0.digest < $1.digest }) else {
            throw .manifest("its captures are not in the order of their digests, each once")
        }
        self.alliance = alliance
        self.about = about
        self.making = making
        self.captures = captures
        self.part = part
        self.sums = sums
    }

    // MARK: Text

    package var text: String {
        var members: [String: JSONValue] = [
            "alliance": .string(alliance.rawValue), "made": .string(making.at.description),
            "member": .string(making.member.rawValue), "person": .string(making.person),
            "purpose": .string(making.purpose),
            "captures": .array(captures.map(\.json)),
        ]
        if let about {
            members["about"] = .object([
                "kind": .string(about.type.name), "value": .string(about.value),
            ])
        }
        if let part { members["part"] = part.json }
        let sums = sums.map { "\($0.digest.hex)  \($0.path)\n" }.joined()
        return "\(Self.header)\n\(JSONValue.object(members).compact)\n\(sums)"
    }

    /// Reads what `text` prints, and nothing else.
    package init(parsing text: String) throws(EvidenceError) {
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard lines.count >= 3, lines[0].elementsEqual(Self.header.utf8),
            lines.last?.isEmpty == true
        else { throw .manifest("it begins with '\(Self.header)' and a line of JSON") }
        let json: JSONValue
        do {
            json = try JSONValue(parsing: Array(lines[1]), depthMax: 4)
        } catch {
            throw .manifest("\(error)")
        }
        var members = try ManifestMembers(json, of: "the manifest")
        let making: Making
        let alliance: AllianceID
        do {
            alliance = try AllianceID(parsing: members.text("alliance"))
            making = try Making(
                member: MemberID(parsing: members.text("member")), person: members.text("person"),
                purpose: members.text("purpose"), at: members.time("made"))
        } catch let error as EvidenceError {
            throw error
        } catch {
            throw .manifest("\(error)")
        }
        guard case .array(let captures)? = members.value("captures"),
            captures.count <= Self.capturesMax
        else { throw .manifest("'captures' is no list of at most \(Self.capturesMax)") }
        let about = try members.value("about").map { json throws(EvidenceError) in
            try Self.indicator(json)
        }
        let part = try members.value("part").map { json throws(EvidenceError) in
            try BundlePart(json)
        }
        try members.finish()
        try self.init(
            alliance: alliance, about: about, making: making,
            captures: captures.map { json throws(EvidenceError) in try Capture(json) }, part: part,
            sums: lines[2...].dropLast().map { line throws(EvidenceError) in try Self.sum(line) })
        guard self.text.utf8.elementsEqual(text.utf8) else { throw .otherSpelling }
    }

    private static func indicator(_ json: JSONValue) throws(EvidenceError) -> Indicator {
        var members = try ManifestMembers(json, of: "'about'")
        guard let type = IndicatorType(name: try members.text("kind")) else {
            throw .manifest("'kind' is no kind of identifier")
        }
        let value = try members.text("value")
        try members.finish()
        do {
            let indicator = try Indicator(type, parsing: value)
            guard indicator.value.utf8.elementsEqual(value.utf8) else {
                throw EvidenceError.otherSpelling
            }
            return indicator
        } catch {
            throw .manifest("'about' is no identifier: \(error)")
        }
    }

    private static func sum(_ line: Substring.UTF8View) throws(EvidenceError) -> Sum {
        let digits = 2 * Digest.byteCount
        guard line.count > digits + 2,
            let digest = Digest(hex: String(decoding: line.prefix(digits), as: UTF8.self)),
            line.dropFirst(digits).starts(with: "  ".utf8)
        else { throw .manifest("a line is no digest with a path") }
        return Sum(
            path: String(decoding: line.dropFirst(digits + 2), as: UTF8.self), digest: digest)
    }
}
