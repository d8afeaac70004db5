import JSON
import SQLiteStore
import STIX
import Statements
import TAXII

/// One POST on its way: what is still to be said, and what became of the rest.
struct Posting {
    struct Said {
        let detail: PostStatus.Detail
        let statements: [Statement]
    }

    var status: PostStatus
    private(set) var said: [Said] = []

    init(status: PostStatus) { self.status = status }

    /// - Parameter presence: of those objects that could be read, in their order.
    mutating func sort(
        _ objects: [PostedObject], _ presence: [SQLiteObjectIndex.Presence],
        by mapping: PostedStatements
    ) {
        var next = presence.makeIterator()
        var posted: Set<String> = []
        for object in objects {
            switch object.reading {
            case .refused(let id, let error): fail(id, nil, error.description)
            case .object(let head, let value):
                let isNews = posted.insert(head.id.description + (head.versionText ?? "")).inserted
                switch isNews ? next.next() ?? .absent : .present {
                case .present: succeed(head, "The collection has this version already.")
                case .foreign:
                    fail(
                        head.id.description, head.versionText,
                        "The object is another member's; only that one can make a new version of it."
                    )
                case .absent: say(object, head, value, mapping)
                }
            }
        }
    }

    private mutating func say(
        _ object: PostedObject, _ head: STIXObjectHead, _ value: JSONValue,
        _ mapping: PostedStatements
    ) {
        do {
            said.append(
                Said(
                    detail: detail(head.id.description, head.versionText, nil),
                    statements: try mapping.statements(object, head, value)))
        } catch {
            fail(head.id.description, head.versionText, error.description)
        }
    }

    /// All that is said is written.
    mutating func succeed() {
        status.successes += said.map(\.detail)
        said = []
    }

    private mutating func succeed(_ head: STIXObjectHead, _ message: String) {
        status.successes.append(detail(head.id.description, head.versionText, message))
    }

    /// Gives up the object that a statement is of.
    ///
    /// - Parameter number: of the statement among all that are said, from 0.
    mutating func fail(statement number: Int, _ message: String) {
        var count = 0
        guard
            let place = said.firstIndex(where: {
                count += $0.statements.count
                return number < count
            })
        else { return }
        let object = said.remove(at: place)
        fail(object.detail.id, object.detail.version, message)
    }

    private mutating func fail(_ id: String, _ version: String?, _ message: String) {
        status.failures.append(detail(id, version, message))
    }

    private func detail(
        _ id: String, _ version: String?, _ message: String?
    ) -> PostStatus.Detail {
        PostStatus.Detail(
            id: id, version: version ?? status.requestedAt.microsecondText, message: message)
    }
}
