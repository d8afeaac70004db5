package import AllianceNames

/// The names under which an alliance's keys sign notes; a log key signs under the log's origin. No
/// two kinds of key share a name, and none is an origin, which has four segments.
package enum KeyName {
    package static func authority(of alliance: AllianceID) -> String { "\(alliance)/authority" }

    package static func cosigner(_ member: MemberID, of alliance: AllianceID) -> String {
        "\(alliance)/cosigner/\(member)"
    }

    /// Of a log key, under the word that another folder of the member goes on.
    package static func handover(_ member: MemberID, of alliance: AllianceID) -> String {
        "\(alliance)/handover/\(member)"
    }

    package static func answer(_ member: MemberID, of alliance: AllianceID) -> String {
        "\(alliance)/answer/\(member)"
    }
}
