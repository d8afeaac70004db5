package import AllianceNames
import JSON
package import Statements

extension Roster {
    /// A sharing group: who may read what its members write into it.
    package struct Channel: Equatable, Sendable {
        package static let seatsMax = 5_000

        package let id: ChannelID
        /// The widest display that the group allows.
        package internal(set) var marking: TLP
        package internal(set) var seats: [Seat]
        /// Keys of the JSON object that this program does not know, kept for the next roster.
        var additions: [String: JSONValue] = [:]

        package init(id: ChannelID, marking: TLP, seats: [Seat] = []) {
            self.id = id
            self.marking = marking
            self.seats = seats
        }

        package func isOpen(to member: MemberID) -> Bool {
            seats.contains { $0.member == member && !$0.tenure.hasEnded }
        }
    }

    /// A member's place in a channel.
    package struct Seat: Hashable, Sendable, Tenured {
        package let member: MemberID
        package internal(set) var tenure: Tenure

        package init(member: MemberID, tenure: Tenure) {
            self.member = member
            self.tenure = tenure
        }

        var identity: String { "seat of \(member) from \(tenure.from)" }
    }
}

extension Roster.Channel {
    init(reading object: inout JSONObject) throws(RosterError) {
        id = try object.text("id") { try ChannelID(parsing: $0) }
        marking = try object.text("marking") { text throws(RosterError) in
            guard let marking = TLP(name: text), marking.label == text else {
                throw .marking(found: text)
            }
            return marking
        }
        seats = try object.list("seats", max: Self.seatsMax) { item throws(RosterError) in
            let member = try item.text("member") { try MemberID(parsing: $0) }
            let seat = Roster.Seat(member: member, tenure: try Tenure(reading: &item))
            try item.finish()
            return seat
        }
        additions = object.additions
    }

    var json: JSONValue {
        var members = additions
        members["id"] = .string(id.rawValue)
        members["marking"] = .string(marking.label)
        members["seats"] = .array(
            seats.map { seat in
                var members: [String: JSONValue] = ["member": .string(seat.member.rawValue)]
                seat.tenure.write(to: &members)
                return .object(members)
            })
        return .object(members)
    }
}

extension TLP {
    /// As FIRST writes it: `TLP:AMBER+STRICT`.
    fileprivate var label: String { "TLP:\(name.uppercased())" }
}
