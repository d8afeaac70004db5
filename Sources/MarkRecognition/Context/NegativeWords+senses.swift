extension NegativeWords {
    /// Words that say it only of parts and accessories, which stand before them in the same language: 'case fits',
    /// 'etui do'. Without one they say something else ('slim fit', 'iPhone 14 Pro', 'скидка на').
    static let byPart: [(words: String, parts: String)] = [
        (
            "fit,fits,suit,suits",
            """
            case,cases,cover,covers,strap,straps,band,bands,charger,chargers,cable,cables,adapter,adaptor,adapters
            filter,filters,battery,batteries,protector,protectors,screen protector,tempered glass,holder,mount
            bracket,dock,stand,blade,blades,remote,remote control,cartridge,cartridges,toner,hose,brush,brushes
            nozzle,brake,brakes,brake pads,spare,spares,part,parts,insert,organizer,organiser,liner,buckle,seal
            gasket,bulb,bulbs,headlight,bumper,mirror,wiper,wipers,key fob,knob,spark plug,oil filter,pump,ear tips
            ear pads,earpads,stylus,replacement,accessory,accessories
            """
        ),
        (
            "fur",
            """
            hulle,huelle,handyhulle,schutzhulle,schutzfolie,displayschutz,folie,panzerglas,uhrenarmband,ersatzarmband
            ladekabel,ladegerat,netzteil,kabel,akku,ersatzakku,filter,staubsaugerbeutel,halterung,adapter,ersatzteil
            ersatzteile,ersatz,zubehor,burste,dichtung,patrone,patronen,toner,fernbedienung,case,cover
            """
        ),
        (
            "per",
            """
            cover,custodia,cinturino,caricabatterie,caricatore,cavo,pellicola,vetro,filtro,filtri,ricambio,ricambi
            batteria,adattatore,supporto,telecomando,sacchetti,lama,lame,guarnizione,accessori
            """
        ),
        (
            "do",
            """
            etui,pokrowiec,futerał,pasek,ładowarka,kabel,szkło,folia,filtr,filtry,bateria,akumulator,uchwyt,worki
            części,część,osłona,adapter,szczotka,pilot
            """
        ),
        (
            "pro",
            """
            pouzdro,puzdro,kryt,obal,řemínek,remienok,nabíječka,nabíjačka,kabel,kábel,sklo,fólie,fólia,filtr,filter
            baterie,batéria,držák,držiak,díly,diely,sáčky,adaptér
            """
        ),
        (
            "til,till",
            """
            cover,etui,rem,urrem,oplader,lader,laddare,kabel,filter,batteri,holder,hållare,deksel,skal,fodral
            panserglas,skærmbeskyttelse,skärmskydd,skjermbeskytter,støvsugerposer,dammsugarpåsar,reservedele
            reservedeler,reservdelar,adapter,klockarmband
            """
        ),
        (
            "на",
            """
            чехол,чехлы,ремешок,стекло,защитное стекло,пленка,зарядка,кабель,аккумулятор,фильтр,запчасти,запчасть
            накладка,бампер,держатель,щетка,картридж,коврики
            """
        ),
    ]

    /// What parts and accessories go with: behind the name it says the same as they do before 'fits'.
    static let devices = """
        watch,watches,phone,phones,smartphone,smartphones,tablet,tablets,laptop,laptops,notebook,console,camera
        cameras,printer,printers,vacuum,vacuums,vacuum cleaner,drill,car,cars,truck,trucks,bike,motorcycle,scooter
        shaver,toothbrush,oven,fridge,dishwasher,washer,mower,boiler,machine,coffee machine,headphones,earbuds
        router,model,models,iphone,ipad,macbook,airpods
        """

    /// Whom goods are made for, and what for: 'made for walking, Nike shoes', 'Nike 女性用'.
    static let people = """
        men,mens,women,womens,man,woman,ladies,lady,girls,girl,boys,boy,kids,children,baby,babies,toddlers,adults
        teens,him,her,everyone,unisex,mum,mom,dad,summer,winter,spring,autumn,running,walking,hiking,travel,work
        school,office,gym,party,parties,wedding,weddings,christmas,occasions,everyday,outdoor,beach,comfort
        damen,herren,kinder,frauen,männer,mädchen,jungen,sommer,alltag,reise,schule,femme,femmes,homme,hommes
        enfant,enfants,hiver,mujer,mujeres,hombre,hombres,niños,niñas,verano,invierno,donna,uomo,bambini,estate
        mulher,mulheres,homem,homens,crianças,dames,heren,kinderen,kobiet,mężczyzn,dzieci,женщин,мужчин,детей
        девочек,мальчиков,лета,зимы,女士,男士,女性,男性,女生,男生,女友,男友,儿童,成人,学生,情侣,日常,通勤,送礼,旅行
        户外,场合,场景,人群,季节,レディース,メンズ,キッズ,子供,大人,婦人,紳士,ギフト,プレゼント,普段,家庭,業務,여성,남성
        여자,남자,아동,유아,어린이,성인,선물,여행,운동,가정,업무,캠핑,등산,골프
        """

    /// In which one of the words means another thing.
    static let phrases = """
        faux fur,fake fur,real fur,mink fur,fox fur,rabbit fur,slim fit,regular fit,loose fit,relaxed fit,skinny fit
        classic fit,tapered fit,dri fit,magsafe compatible,bluetooth compatible,qi compatible,wireless compatible
        wifi compatible,alexa compatible,induction compatible,dishwasher compatible,nuevo estilo,novo estilo
        nuovo stile,nuevo tipo,nuovo tipo
        风衣,风雨衣,风扇,风筒,风机,风镜,风铃,风帽,风尚,风采,风情,风味,风暴,男女通用,四季通用
        实用,使用,常用,耐用,两用,多用,自用,家用,日用,商用,军用,民用,医用,女用,男用,信用,费用,作用,利用,应用,食用
        服用,兼用,用户,用品,用具,用料,用法,用心,用途,ラッピング対応,即納対応,即日対応
        남녀공용,공용,겸용,사용,이용,내용,비용,적용,신용,실용,휴대용,용량,용품,용도
        """
}
