package import AllianceNames
import TransparencyLog

/// Under what the scans of who asked are kept: 32 hex digits, of which the first 12 stand for the member and the
/// others for member and place, so that what one member has said can be told apart and nobody is named.
///
/// Those of earlier versions stand for member and place as a whole; each looks like another member's, until people's
/// scans are forgotten.
package enum AskerPseudonym {
    private static let (digits, memberDigits) = (32, 12)

    package static func reader(_ asker: MemberID, at place: Place) -> String {
        let rest = Digest.sha256(Array("\(asker)\n\(place)".utf8)).hex
        return member(asker) + rest.prefix(digits - memberDigits)
    }

    package static func member(_ member: MemberID) -> String {
        String(Digest.sha256(Array("asker\n\(member)".utf8)).hex.prefix(memberDigits))
    }

    /// Nil for a site that a captured event names.
    package static func member(of reader: String) -> String? {
        let isPseudonym =
            reader.utf8.count == digits
            && reader.utf8.allSatisfy {
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
            }
        return isPseudonym ? String(reader.prefix(memberDigits)) : nil
    }
}
