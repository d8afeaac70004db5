import AllianceNames
import Notices
import SignIn
import Statements

/// Who the subscribers are at this moment: what each may be told follows from that, and not from what it was
/// when it subscribed.
struct NoticeReaders: Sendable {
    let persons: PersonRegister

    /// Nil for who is not there any more.
    func asker(of subscriber: Subscriber) -> Asker? {
        switch subscriber {
        case .person(let id): persons.person(id).map { .person(roles: $0.roles) }
        case .program(let name): persons.token(named: name).map { .machine(role: $0.role) }
        case .ownSystem: .ownSystem
        }
    }

    /// Who is told of this member's own marks and complaints without asking for it: those who report in its name or
    /// prepare it, and its systems together.
    func reporters() -> [Subscriber] {
        persons.workers().map { .person($0.id) } + [.ownSystem]
    }

    func mailAddress(of subscriber: Subscriber) -> MailAddress? {
        subscriber.person.flatMap { persons.person($0)?.email }.flatMap { MailAddress($0) }
    }
}

extension AccessPolicy {
    /// Whether it may leave the desk by webhook or mail, for the one who asks: to a person's systems what that person may
    /// take away as a file, to a program what it could fetch.
    func maySend(_ marking: TLP, in channel: ChannelID, _ asker: Asker) -> Bool {
        if case .person = asker {
            return mayExport(marking, in: channel, toOutside: false, asker)
        }
        return maySee(marking, in: channel, asker)
    }
}
