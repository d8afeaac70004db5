import CRDT
import Testing

@Suite("a causal context")
struct CausalContextTests {
    @Test("contains the entries below a log's size and nothing else")
    func contains() {
        let context = CausalContext(["a": 3, "b": 0])
        #expect(context.contains(Dot(log: "a", index: 2)))
        #expect(!context.contains(Dot(log: "a", index: 3)))
        #expect(!context.contains(Dot(log: "b", index: 0)))
        #expect(context.logs == ["a"])
        #expect(context == CausalContext(["a": 3]))
    }

    @Test("removals keep the earliest of each log, in the order of the logs")
    func removals() {
        var removals = Removals<String>()
        #expect(removals.insert(Dot(log: "b", index: 5)) == true)
        #expect(removals.insert(Dot(log: "a", index: 9)) == true)
        #expect(removals.insert(Dot(log: "b", index: 2)) == true)
        #expect(removals.insert(Dot(log: "b", index: 4)) == false)
        #expect(removals.dots == [Dot(log: "a", index: 9), Dot(log: "b", index: 2)])
    }

    @Test("the newest of each goes by position, whatever was said last")
    func newest() {
        var newest = NewestOfEach<String, UInt64, Int>()
        newest.say(7, by: "a", at: 2)
        newest.say(5, by: "a", at: 1)
        newest.say(1, by: "b", at: 0)
        #expect(newest["a"]?.value == 7)
        #expect(newest.all.map(\.speaker) == ["a", "b"])
    }
}
