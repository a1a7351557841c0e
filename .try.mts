import { readFileSync, writeFileSync } from 'node:fs'
import sharp from 'sharp'
import { openFocus } from '/work/main/server/focus/focus.ts'
const f = await openFocus({ device:'cpu', cache:'/tmp/fcache' })
const rows = readFileSync('/work/shared/photos-more/photos.jsonl','utf8').trim().split('\n').map(l=>JSON.parse(l)).filter(r=>r.source==='coco'&&r.masks.length>2).slice(0,4)
for (const r of rows) {
  const {data,info}=await sharp('/work/shared/photos-more/'+r.file).removeAlpha().raw().toBuffer({resolveWithObject:true})
  const pic={width:info.width,height:info.height,data:new Uint8Array(data)}
  const t0=performance.now(); const v=await f.look(pic); const t1=performance.now()
  for(let k=0;k<3;k++){ const t2=performance.now()
  const it=f.turn(v,{text:'',points:[{x:info.width*(.3+.2*k),y:info.height/2,positive:true}]}); let s; for(;;){s=await it.next(); if(s.done)break}
  const m=s.value; console.log(r.id,k,m.action,m.text,m.masks.map(x=>[x.name,x.score.toFixed(2),x.mask.data.reduce((a,b)=>a+b,0)]),(m.alternatives??[]).map(x=>x.score.toFixed(2)),(performance.now()-t2).toFixed(0),'look',(t1-t0).toFixed(0))}
}
await f.close()
