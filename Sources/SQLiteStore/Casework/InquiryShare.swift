import AllianceNames
import Casework
import GRDB

/// Whose inquiries share a limit: what one member does takes no room from others, nor from this house's people.
struct InquiryShare {
    let condition: String
    var arguments: StatementArguments = []
    let whose: String
    let inquiriesMax: Int
    let photosBytesMax: Int

    static func all(of one: Inquiry) -> [InquiryShare] {
        guard one.side == .theirs, let partner = one.partner else {
            return [
                InquiryShare(
                    condition: "side <> 'theirs'", whose: "of this house",
                    inquiriesMax: InquiryLimits.inquiriesMax,
                    photosBytesMax: InquiryLimits.photosBytesMax)
            ]
        }
        return [
            InquiryShare(
                condition: "side = 'theirs' AND partner = ?", arguments: [partner.rawValue],
                whose: "of this member", inquiriesMax: InquiryLimits.ofMemberMax,
                photosBytesMax: InquiryLimits.photosOfMemberBytesMax),
            InquiryShare(
                condition: "side = 'theirs'", whose: "of other members",
                inquiriesMax: InquiryLimits.ofMembersMax,
                photosBytesMax: InquiryLimits.photosOfMembersBytesMax),
        ]
    }
}
