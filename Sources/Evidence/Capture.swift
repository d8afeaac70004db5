import AllianceNames
import JSON
package import Roster
package import TransparencyLog

/// A photograph, a capture of a page, a record of who had an object in hand: what travels beside a
/// bundle, named in it by its digest, so that nobody can put another in its place.
package struct Capture: Hashable, Sendable {
    package static let textBytesMax = 512

    package let digest: Digest
    /// Of the file.
    package let byteCount: UInt64
    /// `image/jpeg`; what whoever made the bundle took it for.
    package let mediaType: String
    /// The file's name.
    package let name: String
    /// Who made it, or handed it over.
    package let by: String
    package let at: UTCTimestamp

    /// - Throws: `manifest` for a text that is empty, too long, or has control characters.
    package init(
        digest: Digest, byteCount: UInt64, mediaType: String, name: String, by: String,
        at: UTCTimestamp
    ) throws(EvidenceError) {
        for (field, text) in [("mediaType", mediaType), ("name", name), ("by", by)] {
            try ManifestText.check(text, field, bytesMax: Self.textBytesMax)
        }
        self.digest = digest
        self.byteCount = byteCount
        self.mediaType = mediaType
        self.name = name
        self.by = by
        self.at = at
    }

    /// A name that fits: cut between two code points, with '…' for the rest.
    package static func name(fitting text: String) -> String {
        text.cut(toBytes: textBytesMax)
    }

    var json: JSONValue {
        .object([
            "sha256": .string(digest.hex), "bytes": .integer(byteCount),
            "mediaType": .string(mediaType), "name": .string(name), "by": .string(by),
            "at": .string(at.description),
        ])
    }

    init(_ json: JSONValue) throws(EvidenceError) {
        var members = try ManifestMembers(json, of: "a capture")
        guard let digest = Digest(hex: try members.text("sha256")) else {
            throw .manifest("'sha256' of a capture is no digest")
        }
        try self.init(
            digest: digest, byteCount: try members.count("bytes"),
            mediaType: try members.text("mediaType"), name: try members.text("name"),
            by: try members.text("by"), at: try members.time("at"))
        try members.finish()
    }
}

/// Texts that people wrote into a manifest.
enum ManifestText {
    static func check(
        _ text: String, _ field: String, bytesMax: Int
    ) throws(EvidenceError) {
        guard !text.isEmpty, text.utf8.count <= bytesMax,
            text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
        else {
            throw .manifest("'\(field)' is empty, has control characters or over \(bytesMax) bytes")
        }
    }
}

/// The members of an object of a manifest, each taken once.
struct ManifestMembers {
    private var members: [String: JSONValue]
    private let owner: String

    init(_ json: JSONValue, of owner: String) throws(EvidenceError) {
        guard case .object(let members) = json else { throw .manifest("\(owner) is no object") }
        self.members = members
        self.owner = owner
    }

    mutating func value(_ name: String) -> JSONValue? { members.removeValue(forKey: name) }

    mutating func text(_ name: String) throws(EvidenceError) -> String {
        guard case .string(let text)? = value(name) else {
            throw .manifest("'\(name)' of \(owner) is missing, or no text")
        }
        return text
    }

    mutating func count(_ name: String) throws(EvidenceError) -> UInt64 {
        guard case .number(let digits)? = value(name),
            let count = Decimal.decode(Array(digits.utf8))
        else { throw .manifest("'\(name)' of \(owner) is missing, or no count") }
        return count
    }

    mutating func time(_ name: String) throws(EvidenceError) -> UTCTimestamp {
        do {
            return try UTCTimestamp(parsing: text(name))
        } catch {
            throw .manifest("'\(name)' of \(owner) is no time")
        }
    }

    func finish() throws(EvidenceError) {
        if let name = members.keys.sorted().first {
            throw .manifest("\(owner) has an unexpected member '\(name.prefix(40))'")
        }
    }
}
