import Foundation

/// What each brand brings: the invented reports of `DemoReports`, and, if given, the lines of a real
/// list, dealt out like cards.
struct DemoInput {
    let home: URL
    /// Lines of the list given, by brand.
    let dealt: [String: Int]

    /// The invented reports of one member, as CSV.
    func reports(of member: DemoMember) -> URL { home.appending(path: "\(member.id).csv") }
    /// The member's share of the list given.
    func list(of member: DemoMember) -> URL { home.appending(path: "\(member.id).txt") }

    /// A list of lines, at most.
    static let listBytesMax = 256 * 1024 * 1024

    /// Writes one file a brand, and one more for each where a list is given.
    init(home: URL, list: URL?) throws {
        self.home = home
        let lines = DemoReports.csv.split(separator: "\n")
        guard let header = lines.first else {
            preconditionFailure("the demo's reports have a header")
        }
        let columns = header.drop { $0 != "," }.dropFirst()
        for member in DemoMember.brands {
            let own = lines.filter { $0.hasPrefix(member.id + ",") }
                .map { $0.dropFirst(member.id.count + 1) }
            let text = ([columns] + own).joined(separator: "\n") + "\n"
            try Data(text.utf8).write(to: home.appending(path: "\(member.id).csv"))
        }
        guard let list else {
            dealt = [:]
            return
        }
        let data = try Data(contentsOf: list, options: .mappedIfSafe)
        guard data.count <= Self.listBytesMax else {
            throw CommandError(
                "\(list.path()) has \(data.count) bytes; a demo takes at most \(Self.listBytesMax)")
        }
        var shares = [Data](repeating: Data(), count: DemoMember.brands.count)
        var counts = [Int](repeating: 0, count: shares.count)
        var next = 0
        for line in data.split(separator: UInt8(ascii: "\n")) where !line.isEmpty {
            shares[next].append(line)
            shares[next].append(UInt8(ascii: "\n"))
            counts[next] += 1
            next = (next + 1) % shares.count
        }
        guard counts[0] > 0 else {
            throw CommandError("\(list.path()) holds no line; give a list of domains, one a line")
        }
        var dealt: [String: Int] = [:]
        for (position, member) in DemoMember.brands.enumerated() {
            try shares[position].write(to: home.appending(path: "\(member.id).txt"))
            dealt[member.id] = counts[position]
        }
        self.dealt = dealt
    }
}
