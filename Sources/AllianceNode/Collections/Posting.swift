import JSON
import SQLiteStore
import STIX
import Statements
import TAXII

/// One POST on its way: what is still to be said, and what became of the rest.
///
/// Of the versions of an object the newest one speaks: it becomes a report, an objection or a link. Older ones
/// are kept as they came, and what the newest one before said is taken back.
struct Posting {
    struct Said {
        let detail: PostStatus.Detail
        var statements: [Statement]
    }

    /// What a sighting that is said now counts, and what the version before it counted.
    struct Seen {
        let now: STIXSighting?
        let before: CountedSighting?
        /// Its place in `said`.
        let place: Int
    }

    /// An object that the collection does not have yet.
    private struct News {
        let object: PostedObject
        let head: STIXObjectHead
        let value: JSONValue
    }

    var status: PostStatus
    private(set) var said: [Said] = []
    private(set) var seen: [Seen] = []

    init(status: PostStatus) { self.status = status }

    /// - Parameters:
    ///   - presence: of those objects that could be read, in their order.
    ///   - earlier: the member's newest versions of the objects that are there in other versions.
    mutating func sort(
        _ objects: [PostedObject], _ presence: [SQLiteObjectIndex.Presence],
        _ earlier: [String: EarlierVersion], by mapping: PostedStatements
    ) {
        var next = presence.makeIterator()
        var posted: [String: JSONValue] = [:]
        var news: [News] = []
        for object in objects {
            switch object.reading {
            case .refused(let id, let error): fail(id, nil, error.description)
            case .object(let head, let value):
                var found = next.next() ?? .absent
                let name = head.id.description + (head.versionText ?? "")
                if let before = posted[name], found == .absent || found == .versions {
                    found = head.version != nil || before == value ? .present : .otherwise
                }
                posted[name] = posted[name] ?? value
                switch found {
                case .present: succeed(head, "The collection has this version already.")
                case .foreign:
                    fail(
                        head.id.description, head.versionText,
                        "The object is another member's; only that one can make a new version of it."
                    )
                case .otherwise:
                    fail(
                        head.id.description, head.versionText,
                        "The collection has another object of this name, and this one says no version by which it could follow."
                    )
                case .absent, .versions:
                    news.append(News(object: object, head: head, value: value))
                }
            }
        }
        say(news, earlier, mapping)
    }

    private mutating func say(
        _ news: [News], _ earlier: [String: EarlierVersion], _ mapping: PostedStatements
    ) {
        var created = earlier.compactMapValues(\.created)
        let statements = news.map { one in
            Result { () throws(STIXError) in
                let said = try mapping.statements(one.object, one.head, one.value)
                try Self.require(one.head, created: &created)
                return said
            }
        }
        // Of each name, the newest version that can be said.
        var newest: [String: STIXTimestamp] = earlier.mapValues(\.version)
        for (one, said) in zip(news, statements) {
            guard case .success = said, let version = one.head.version else { continue }
            let id = one.head.id.description
            newest[id] = max(newest[id] ?? version, version)
        }
        for (one, said) in zip(news, statements) {
            let id = one.head.id.description
            let speaks = one.head.version.map { $0 == newest[id] } ?? true
            do throws(STIXError) {
                let said = try said.get()
                if speaks {
                    say(one, said, earlier[id])
                } else {
                    append(one.head, [try mapping.kept(one.object, one.head, one.value)])
                }
            } catch {
                fail(id, one.head.versionText, error.description)
            }
        }
    }

    /// STIX 2.1 section 3.6: all versions of an object were created at one time.
    ///
    /// - Parameter created: by the names of objects.
    private static func require(
        _ head: STIXObjectHead, created: inout [String: STIXTimestamp]
    ) throws(STIXError) {
        guard let time = head.created else { return }
        let before = created[head.id.description] ?? time
        guard time == before else { throw .createdOtherwise(before: before) }
        created[head.id.description] = time
    }

    private mutating func say(
        _ one: News, _ statements: [Statement], _ earlier: EarlierVersion?
    ) {
        append(one.head, (earlier?.takingBack ?? []) + statements)
        guard one.head.id.type == "sighting" else { return }
        let now = statements.contains(where: Self.counts) ? STIXSighting(one.value) : nil
        seen.append(Seen(now: now, before: earlier?.sighting, place: said.count - 1))
    }

    /// Whether it is a sighting that adds to a total.
    private static func counts(_ statement: Statement) -> Bool {
        if case .stixObject(let said) = statement, case .of? = said.counted { true } else { false }
    }

    private mutating func append(_ head: STIXObjectHead, _ statements: [Statement]) {
        said.append(
            Said(
                detail: detail(head.id.description, head.versionText, nil), statements: statements))
    }

    /// Says more with an object: both or neither.
    mutating func add(_ statements: [Statement], at place: Int) {
        said[place].statements += statements
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
