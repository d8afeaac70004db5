import AuditTrail
import Testing

@Suite struct AuditDetailTests {
    /// As records of all versions have them; new ones are added, and none is ever taken out or changed.
    private static let written = """
        account,address,after,author,by,capture,captures,case,cases,certificate,channel,channels,checked,
        collection,command,complaint,complaints,contact-to,cutDigest,days,did,document,draft,entries,
        entrusted,entry,erased,failed,feed,figures,file,filed,filters,followed,for,form,from,held,hold,
        identifier,image,inquiry,item,kept,kind,late,list,listings,log,mail,measure,member,members,message,
        minutes,more,notices,object,objects,of,operation,order,person,places,posted,proposal,proposed,query,
        read,reason,reasons,refused,removed,reported,revision,right,roles,root,row,rows,said,search,seller,
        sha256,side,size,stage,status,taken,through,to,token,topic,unfollowed,values,verdict,warn,webhook,
        webhook removed,webhook turned on,what,withdrawn
        """

    @Test("a name that stands in records is a name of theirs for ever")
    func written() {
        let names = Self.written.replacing("\n", with: "").split(separator: ",").map(String.init)
        let known = Set(AuditDetail.allCases.map(\.rawValue))
        #expect(Set(names).subtracting(known).isEmpty)
        #expect(known.subtracting(names).isEmpty, "what is new is written down here")
        #expect(names.count == known.count)
    }
}
